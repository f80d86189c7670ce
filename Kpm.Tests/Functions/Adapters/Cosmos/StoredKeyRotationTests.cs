using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Rotations of user keys as they were once stored, see <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredKeyRotationTests(LocalStores stores)
{
    [Fact]
    public async Task Given_AStoredKeyRotation_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.Database.GetContainer("keyRotations"), "keyRotation");

        var rotation = (await new KeyRotationStore(stores.Store(KeyRotationStore.Mapping)).FindAsync(new KeyRotationId(new Guid("00000064-0009-0000-0000-000000000000")), default))!;

        rotation.State.Should().BeEquivalentTo(SampleStates.KeyRotation, options => options.WithStrictOrdering());
        rotation.Version.Should().Be(7);
    }
}
