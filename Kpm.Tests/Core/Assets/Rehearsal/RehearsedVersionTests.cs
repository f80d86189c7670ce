using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Which version of a plan a rehearsal tries, and when that is not the latest any more.</summary>
public sealed class RehearsedVersionTests
{
    private readonly RehearsalWorld _given = new();

    private AssetWorld World => _given.World;

    private AssetRelease Plan => World.Releases[AssetWorld.ReleaseNo(1)];

    [Fact]
    public async Task Given_a_plan_that_is_revised_meanwhile_When_rehearsed_Then_it_is_tried_as_it_is_now_and_depends_on_what_it_names_now()
    {
        await PlanAsync();
        var id = await _given.RequestAsync();
        World.Rehearsals[id].State.DependsOn.Should().Contain([$"{AssetWorld.Ben}", $"{AssetWorld.Cleo}"]);
        var asked = Plan.Version;
        await ReviseAsync(new ReleaseDraft { Receivers = [AssetWorld.User(6)], Keepers = [AssetWorld.User(7)] });

        var view = await _given.RunAsync(id);

        view.Content.Result!.Receivers.Should().Equal(new ReceiverFinding(AssetWorld.User(6), null, null));
        view.Content.Result.Keepers.Should().Equal(new KeeperFinding(AssetWorld.User(7), null));
        view.Rehearsal.State.PlanVersion.Should().Be(Plan.Version).And.BeGreaterThan(asked);
        view.Rehearsal.State.DependsOn.Should().BeEquivalentTo($"{AssetWorld.ReleaseNo(1)}", $"{AssetWorld.Ana}", $"{AssetWorld.User(6)}", $"{AssetWorld.User(7)}", $"{AssetWorld.AssetNo(1)}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_a_revision_that_was_tried_When_it_is_heard_of_Then_the_result_is_not_stale_and_the_next_one_makes_it_so(bool isHeardBefore)
    {
        await PlanAsync();
        var id = await _given.RequestAsync();
        await ReviseAsync(new ReleaseDraft { Name = "Another" });
        var revision = Changed();
        if (isHeardBefore) await HeedAsync(revision);
        var view = await _given.RunAsync(id);
        if (!isHeardBefore) await HeedAsync(revision);
        (view.Rehearsal.State.PlanVersion, World.Rehearsals[id].State.IsStale).Should().Be((Plan.Version, false));

        await ReviseAsync(new ReleaseDraft { Name = "Yet another" });
        await HeedAsync(Changed());
        World.Rehearsals[id].State.IsStale.Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_change_that_was_heard_of_and_not_tried_When_there_is_a_result_Then_it_is_stale_from_the_beginning()
    {
        await PlanAsync();
        var id = await _given.RequestAsync();
        await HeedAsync(Changed() with { PlanVersion = Plan.Version + 1 });
        World.Rehearsals[id].State.IsStale.Should().BeFalse("it may be tried yet");

        (await _given.RunAsync(id)).Rehearsal.State.Should().Match<RehearsalState>(state => state.IsStale && state.Passed == true);
    }

    [Fact]
    public async Task Given_a_plan_that_is_revised_between_two_messages_When_rehearsed_Then_nothing_that_was_found_before_counts()
    {
        AssetId[] assets = [.. Enumerable.Range(1, RunRehearsalHandler.AssetsPerMessage + 1).Select(AssetWorld.AssetNo)];
        foreach (var number in Enumerable.Range(2, assets.Length - 1)) World.AddActiveAsset(number, AssetWorld.Ana);
        await PlanAsync(assets);
        World.Sealer.Erased.Add(AssetWorld.Ben);
        var id = await _given.RequestAsync();
        await _given.Run.HandleAsync(new RunRehearsal(AssetWorld.Ana, id), default);
        World.Rehearsals[id].IsUnderWay.Should().BeTrue();
        await ReviseAsync(new ReleaseDraft { Receivers = [AssetWorld.User(6)] });

        var view = await _given.RunAsync(id);

        view.Content.Assets.Select(asset => asset.Asset).Should().Equal(assets);
        view.Content.Assets.Should().OnlyContain(asset => asset.Problem == null);
        view.Rehearsal.State.Should().Match<RehearsalState>(state => state.Passed == true && state.PlanVersion == Plan.Version);
    }

    [Fact]
    public async Task Given_a_keeper_who_leaves_When_it_is_heard_of_Then_the_result_is_stale()
    {
        await PlanAsync();
        var id = (await _given.RehearseAsync()).Rehearsal.Id;
        await HeedAsync(new PlanChange([$"{AssetWorld.Cleo}", $"{AssetWorld.Ben}"], null, World.Clock.Now));
        World.Rehearsals[id].State.IsStale.Should().BeFalse("that is a keep of others");
        await HeedAsync(new PlanChange([$"{AssetWorld.Cleo}", $"{AssetWorld.Ana}"], null, World.Clock.Now));
        World.Rehearsals[id].State.IsStale.Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_rehearsal_that_was_asked_for_before_versions_were_kept_When_run_Then_it_tries_the_plan_as_it_is_now()
    {
        await PlanAsync();
        var id = await _given.RequestAsync();
        World.Rehearsals.Put(Rehearsal.Load(id, World.Rehearsals[id].State with { PlanVersion = null }, World.Rehearsals[id].Version));
        (await _given.RunAsync(id)).Rehearsal.State.Should().Match<RehearsalState>(state => state.PlanVersion == Plan.Version && state.Passed == true);
    }

    /// <summary>What is heard of the latest change of the plan.</summary>
    private PlanChange Changed() => new([$"{AssetWorld.ReleaseNo(1)}"], By: null, World.Clock.Now, Plan.Version);

    private Task HeedAsync(PlanChange change) => new MarkRehearsalsStale(World.Rehearsals, World.Clock).HandleAsync(change, default);

    private async Task ReviseAsync(ReleaseDraft changes)
    {
        (await World.ReviseAsync(1, changes)).IsFailure.Should().BeFalse();
        await World.SettleAsync();
    }

    /// <summary>A plan of Ana for Ben for a silence, over which Cleo watches.</summary>
    private async Task PlanAsync(params AssetId[] assets)
    {
        World.AddActiveAsset(1, AssetWorld.Ana);
        var draft = new ReleaseDraft { Name = "For you", Assets = assets is [] ? [AssetWorld.AssetNo(1)] : assets, Receivers = [AssetWorld.Ben], Keepers = [AssetWorld.Cleo], Conditions = new ConditionDraft { Type = "inactivity" } };
        (await World.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await World.SettleAsync();
    }
}
