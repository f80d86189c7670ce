using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>What a rehearsal is, and when it is stale.</summary>
public sealed class RehearsalTests
{
    private readonly RehearsalWorld _given = new();

    [Fact]
    public async Task Given_a_plan_When_others_than_its_owner_ask_Then_there_is_no_rehearsal()
    {
        await PlanAsync();
        foreach (var (by, release) in new[] { (AssetWorld.Ben, 1), (AssetWorld.Cleo, 1), (AssetWorld.Ana, 2) })
        {
            var command = new RequestRehearsal(new RehearsalId(Guid.CreateVersion7()), AssetWorld.ReleaseNo(release), by, null, null, AssetWorld.Now);
            (await _given.Request.HandleAsync(command, default)).Error.Should().BeOfType<Forbidden>();
        }

        _given.World.Rehearsals.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_rehearsal_When_others_read_it_Then_they_must_not()
    {
        await PlanAsync();
        var id = await _given.RequestAsync();
        foreach (var (by, release) in new[] { (AssetWorld.Ben, 1), (AssetWorld.Cleo, 1), (AssetWorld.Ana, 2) })
            (await _given.Get.HandleAsync(new GetRehearsal(AssetWorld.ReleaseNo(release), id, by), default)).Error.Should().BeOfType<Forbidden>();
        var list = new ListRehearsalsHandler(_given.World.Releases, _given.World.Rehearsals);
        (await list.HandleAsync(new ListRehearsals(AssetWorld.ReleaseNo(1), AssetWorld.Ben, new PageRequest(1, 50)), default)).Error.Should().BeOfType<Forbidden>();
        (await list.HandleAsync(new ListRehearsals(AssetWorld.ReleaseNo(1), AssetWorld.Ana, new PageRequest(1, 50)), default)).Value.Items.Select(one => one.Id).Should().Equal(id);
    }

    [Fact]
    public async Task Given_a_plan_that_has_ended_When_a_rehearsal_is_asked_for_Then_it_is_too_late()
    {
        await PlanAsync();
        await _given.World.CancelAsync(1, AssetWorld.Ana);
        var command = new RequestRehearsal(new RehearsalId(Guid.CreateVersion7()), AssetWorld.ReleaseNo(1), AssetWorld.Ana, null, null, AssetWorld.Now);
        (await _given.Request.HandleAsync(command, default)).Error.Should().BeOfType<ReleaseHasEnded>();
    }

    [Theory]
    [InlineData(-1L, "", "/at")]
    [InlineData(253_402_300_800_000L, "", "/at")]
    [InlineData(0L, "x", "/location")]
    public async Task Given_a_wrong_wish_When_asked_Then_the_field_is_named(long clock, string letter, string pointer)
    {
        await PlanAsync();
        var place = string.Concat(Enumerable.Repeat(letter, 256));
        var command = new RequestRehearsal(new RehearsalId(Guid.CreateVersion7()), AssetWorld.ReleaseNo(1), AssetWorld.Ana, new Timestamp(clock), place, AssetWorld.Now);
        (await _given.Request.HandleAsync(command, default)).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().ContainSingle().Which.Pointer.Should().Be(pointer);
    }

    [Fact]
    public async Task Given_a_request_When_it_is_repeated_Then_there_is_one_rehearsal()
    {
        await PlanAsync();
        var command = new RequestRehearsal(new RehearsalId(Guid.CreateVersion7()), AssetWorld.ReleaseNo(1), AssetWorld.Ana, null, "oak", AssetWorld.Now);
        foreach (var _ in new[] { 1, 2 }) (await _given.Request.HandleAsync(command, default)).IsFailure.Should().BeFalse();
        _given.World.Rehearsals.All.Should().ContainSingle();
        _given.World.Rehearsals.Events.Should().ContainSingle().Which.Should().BeOfType<RehearsalRequested>();
    }

    [Fact]
    public async Task Given_a_rehearsal_When_something_changes_on_which_it_depends_Then_it_is_stale()
    {
        await PlanAsync();
        foreach (var thing in new[] { AssetWorld.ReleaseNo(1).ToString(), AssetWorld.AssetNo(1).ToString(), AssetWorld.Ana.ToString(), AssetWorld.Ben.ToString() })
        {
            await _given.RehearseAsync();
            (await LastAsync())!.IsStale.Should().BeFalse();
            await HeedAsync(new PlanChange([thing], null, _given.World.Clock.Now));
            (await LastAsync())!.IsStale.Should().BeTrue(thing);
            _given.World.Clock.Now += TimeSpan.FromMinutes(1);
        }
    }

    [Fact]
    public async Task Given_a_rehearsal_When_the_keep_of_owner_and_receiver_changes_Then_it_is_stale()
    {
        await PlanAsync();
        await _given.RehearseAsync();
        await HeedAsync(new PlanChange([AssetWorld.Ben.ToString(), AssetWorld.Ana.ToString()], null, _given.World.Clock.Now));
        (await LastAsync())!.IsStale.Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_rehearsal_When_something_else_changes_Then_it_is_not_stale()
    {
        await PlanAsync();
        await _given.RehearseAsync();
        var (before, asset, ben, cleo) = (AssetWorld.Now - TimeSpan.FromSeconds(1), AssetWorld.AssetNo(1).ToString(), AssetWorld.Ben.ToString(), AssetWorld.Cleo.ToString());
        await HeedAsync(new PlanChange([asset], null, before));
        await HeedAsync(new PlanChange([asset], AssetWorld.ReleaseNo(1), _given.World.Clock.Now));
        await HeedAsync(new PlanChange([cleo], null, _given.World.Clock.Now));
        await HeedAsync(new PlanChange([ben, cleo], null, _given.World.Clock.Now));
        (await LastAsync())!.IsStale.Should().BeFalse();
    }

    [Fact]
    public async Task Given_two_rehearsals_When_the_release_is_read_Then_its_owner_alone_sees_the_latest()
    {
        await PlanAsync();
        await _given.RehearseAsync();
        _given.World.Clock.Now += TimeSpan.FromMinutes(1);
        _given.World.Keeps.Strangers.Add(AssetWorld.Ben);
        var second = await _given.RehearseAsync();

        (await LastAsync()).Should().Be(new LastRehearsal(second.Rehearsal.Id, _given.World.Clock.Now, Passed: false, IsStale: false));
        var seen = await new GetReleaseHandler(_given.World.Releases, _given.World.Rehearsals, _given.World.Sealer).HandleAsync(new GetRelease(AssetWorld.ReleaseNo(1), AssetWorld.Ben, AssetWorld.Now), default);
        seen.Value.LastRehearsed.Should().BeNull();
        var listed = await new ListMyReleasesHandler(_given.World.ReleaseRows, _given.World.Rehearsals).HandleAsync(new ListMyReleases(AssetWorld.Ana, ReleaseFilter.Active, new PageRequest(1, 50)), default);
        listed.Items.Should().ContainSingle().Which.LastRehearsed!.Id.Should().Be(second.Rehearsal.Id);
    }

    private Task HeedAsync(PlanChange change) => new MarkRehearsalsStale(_given.World.Rehearsals, _given.World.Clock).HandleAsync(change, default);

    private async Task<LastRehearsal?> LastAsync() =>
        (await new GetReleaseHandler(_given.World.Releases, _given.World.Rehearsals, _given.World.Sealer).HandleAsync(new GetRelease(AssetWorld.ReleaseNo(1), AssetWorld.Ana, AssetWorld.Now), default)).Value.LastRehearsed;

    private async Task PlanAsync()
    {
        _given.World.AddActiveAsset(1, AssetWorld.Ana);
        (await _given.World.ScheduleAsync(1, [AssetWorld.AssetNo(1)])).IsFailure.Should().BeFalse();
        await _given.World.SettleAsync();
    }
}
