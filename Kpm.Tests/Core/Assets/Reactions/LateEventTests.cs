namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>An event that comes when somebody whom it concerns was erased meanwhile.</summary>
public sealed class LateEventTests
{
    [Fact]
    public async Task Given_AnOwnerWhoWasErased_When_AnEventOfTheAssetComesLate_Then_TheOthersRowIsMadeAndNothingFails()
    {
        var world = new AssetWorld();
        var asset = world.AddActiveAsset(1, AssetWorld.Ana, AssetWorld.Ben);
        world.Sealer.Erased.Add(AssetWorld.Ana);

        await world.ProjectAsset.HandleAsync(asset.Id, default);

        world.AssetRows.Rows.Should().ContainSingle().Which.Owner.Should().Be(AssetWorld.Ben);
    }

    [Fact]
    public async Task Given_TheOnlyOwnerErased_When_AnEventOfTheAssetComesLate_Then_NothingFails()
    {
        var world = new AssetWorld();
        var asset = world.AddActiveAsset(1, AssetWorld.Ana);
        world.Sealer.Erased.Add(AssetWorld.Ana);

        await world.ProjectAsset.HandleAsync(asset.Id, default);

        world.AssetRows.Rows.Should().BeEmpty();
    }
}
