using Kpm.Core.Assets;
using Kpm.Functions.Adapters.Cosmos.Assets;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>An asset that was delivered, and a release that was revoked, as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredRevocationTests(LocalStores stores)
{
    /// <summary>The form that an asset has since it can be taken back.</summary>
    [Fact]
    public async Task Given_AStoredAssetThatWasDelivered_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("assets"), "assetDelivered");

        var asset = (await new AssetStore(stores.Store(AssetStore.Mapping)).FindAsync(SampleStates.AssetNo(102), default))!;

        asset.State.Should().BeEquivalentTo(SampleStates.Asset with { Sealed = asset.State.Sealed }, options => options.WithStrictOrdering());
    }

    /// <summary>The form that a release has since it can be revoked.</summary>
    [Fact]
    public async Task Given_AStoredReleaseThatWasRevoked_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("releases"), "releaseRevoked");

        var release = (await new ReleaseStore(stores.Store(ReleaseStore.Mapping)).FindAsync(SampleStates.Release(108), default))!;

        release.State.Should().BeEquivalentTo(SampleStates.RevokedPlan with { Sealed = release.State.Sealed }, options => options.WithStrictOrdering().ComparingByValue<ReleaseCondition>());
    }
}
