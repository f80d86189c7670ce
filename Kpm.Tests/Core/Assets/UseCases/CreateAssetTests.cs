using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.UseCases;

public sealed class CreateAssetTests
{
    private static readonly AssetId Id = AssetWorld.AssetNo(1);
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_facts_When_created_Then_one_asset_is_stored_sealed_and_its_bytes_are_set_aside()
    {
        (await CreateAsync(AssetWorld.Ana, AssetWorld.Ana, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        var asset = _world.Assets[Id];
        asset.State.Sealed.Wraps.Select(wrap => wrap.Owner).Should().Equal(AssetWorld.Ana, AssetWorld.Ben);
        _world.Quota.Used.Should().ContainSingle().Which.Value.Should().Be(3);
        (_world.Assets.Reads, _world.Assets.Writes).Should().Be((0, 1));
    }

    [Fact]
    public async Task Given_a_created_asset_When_created_again_by_its_owner_Then_it_succeeds_and_changes_nothing()
    {
        await CreateAsync(AssetWorld.Ana, AssetWorld.Ana);
        (await CreateAsync(AssetWorld.Ana, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        _world.Assets.Writes.Should().Be(1);
        _world.Quota.Used.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_an_id_that_another_uses_When_created_Then_it_is_a_conflict_and_no_bytes_are_set_aside()
    {
        await CreateAsync(AssetWorld.Ana, AssetWorld.Ana);
        (await CreateAsync(AssetWorld.Ben, AssetWorld.Ben)).Error.Should().BeOfType<IdTaken>();
        _world.Quota.Used.Keys.Should().OnlyContain(key => key.Owner == AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_a_co_owner_who_is_no_keep_When_created_Then_it_is_refused()
    {
        _world.Keeps.Strangers.Add(AssetWorld.Ben);
        (await CreateAsync(AssetWorld.Ana, AssetWorld.Ana, AssetWorld.Ben)).Error.Should().BeOfType<CoOwnerNotKeep>();
        _world.Assets.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_co_owner_who_is_no_keep_When_the_setting_allows_any_Then_it_is_created()
    {
        _world.Keeps.Strangers.Add(AssetWorld.Ben);
        var handler = new CreateAssetHandler(_world.Assets, _world.Quota, _world.Keeps, _world.Sealer, new CoOwnerPolicy(AllowAny: true));
        (await handler.HandleAsync(Command(AssetWorld.Ana, AssetWorld.Ana, AssetWorld.Ben), default)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_a_creator_who_is_no_owner_When_created_Then_it_is_refused_and_no_bytes_are_set_aside()
    {
        (await CreateAsync(AssetWorld.Ana, AssetWorld.Ben)).Error.Should().BeOfType<NotOwner>();
        _world.Quota.Used.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_full_quota_When_created_Then_it_is_refused_and_not_stored()
    {
        _world.Quota.Used[(AssetWorld.Ana, AssetWorld.AssetNo(9))] = AssetWorld.QuotaBytes - 2;
        (await CreateAsync(AssetWorld.Ana, AssetWorld.Ana)).Error!.Code.Should().Be("quota_exceeded");
        _world.Assets.All.Should().BeEmpty();
    }

    private Task<Result> CreateAsync(UserId by, params UserId[] owners) => _world.CreateAsset.HandleAsync(Command(by, owners), default);

    private static CreateAsset Command(UserId by, params UserId[] owners) => new(Id, by, AssetWorld.Facts(owners), AssetWorld.Now);
}
