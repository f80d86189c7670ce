using System.Collections.Immutable;
using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Whatever the order, number and overlap of commands and messages, assets and releases end consistent.</summary>
public sealed class ReleaseInterleavingTests
{
    private const int Assets = 4;
    private static readonly UserId[] Givers = [AssetWorld.Ana, AssetWorld.Ben];

    /// <summary>One release: its giver, which of the four assets it names, and what people do to it.</summary>
    public sealed record Plan(int Giver, int AssetMask, bool ToSelfToo, bool IsTriggered, bool IsCanceled)
    {
        public AssetId[] Named => [.. Enumerable.Range(0, Assets).Where(bit => (AssetMask & (1 << bit)) != 0).Select(AssetWorld.AssetNo)];
    }

    private static readonly Gen<Plan> Plans =
        Gen.Select(Gen.Int[0, 1], Gen.Int[1, 15], Gen.Bool, Gen.Bool, Gen.Bool, (giver, mask, toSelf, triggered, canceled) => new Plan(giver, mask, toSelf, triggered, canceled));

    [Fact]
    public void Given_releases_with_overlapping_assets_When_messages_come_in_any_order_and_number_Then_all_ends_consistent() =>
        Gen.Select(Plans.Array[1, 4], Gen.ULong).Sample(Run, iter: 1_000);

    /// <summary>As the test, for as many orders as asked for.</summary>
    internal static void RunMany(PCG random, int count)
    {
        var generated = Gen.Select(Plans.Array[1, 4], Gen.ULong);
        for (var i = 0; i < count; i++)
        {
            var (plans, seed) = generated.Generate(random, null, out _);
            Run(plans, seed);
        }
    }

    private static void Run(Plan[] plans, ulong seed)
    {
        var world = new AssetWorld();
        for (var number = 0; number < Assets; number++) world.AddActiveAsset(number, Givers);
        var interleaver = new Interleaver(seed);
        world.Assets.BeforeAccess = world.Releases.BeforeAccess = world.AssetRows.BeforeAccess = world.ReleaseRows.BeforeAccess = interleaver.PauseAsync;
        world.Deliveries.OnSent = work => interleaver.Add(() => world.DeliverAsync(work));

        for (var number = 0; number < plans.Length; number++) AddSchedule(world, interleaver, number, plans[number]);
        var (assetEvents, releaseEvents) = (0, 0);
        interleaver.Run(() =>
        {
            for (; assetEvents < world.Assets.Events.Count; assetEvents++) React(world, interleaver, plans, world.Assets.Events[assetEvents]);
            for (; releaseEvents < world.Releases.Events.Count; releaseEvents++) React(world, interleaver, plans, world.Releases.Events[releaseEvents]);
        });

        world.Assets.BeforeAccess = world.Releases.BeforeAccess = () => Task.CompletedTask;
        foreach (var release in world.Releases.All) ShouldBeConsistent(world, release);
        foreach (var asset in world.Assets.All) ShouldBeConsistent(world, asset);
        world.AssetRows.Rows.Should().HaveCount(world.Assets.All.Sum(asset => asset.State.Owners.Length));
    }

    private static void AddSchedule(AssetWorld world, Interleaver interleaver, int number, Plan plan)
    {
        var giver = Givers[plan.Giver];
        interleaver.Add(() => world.ScheduleAsync(number, plan.Named, giver, plan.ToSelfToo ? [AssetWorld.Cleo, giver] : [AssetWorld.Cleo]));
    }

    private static void React(AssetWorld world, Interleaver interleaver, Plan[] plans, DomainEvent happened)
    {
        foreach (var reaction in world.ReactionsTo(happened)) interleaver.Add(reaction);
        if (happened is not AssetReleaseScheduled scheduled) return;
        var number = Array.FindIndex([.. Enumerable.Range(0, plans.Length)], candidate => AssetWorld.ReleaseNo(candidate) == scheduled.Release);
        interleaver.Add(() => world.CheckDue.HandleAsync(new CheckDueRelease(scheduled.Release, AssetWorld.Now), default));
        if (plans[number].IsCanceled) interleaver.Add(() => world.CancelAsync(number, AssetWorld.Cleo));
        if (!plans[number].IsTriggered) return;
        interleaver.Add(async () =>
        {
            var triggered = await world.TriggerAsync(number, AssetWorld.Cleo);
            if (triggered.Error is NotReady && world.Releases[scheduled.Release].IsActive) throw new TransientFailureException();
        });
    }

    private static void ShouldBeConsistent(AssetWorld world, AssetRelease release)
    {
        var assets = release.State.Assets.Select(id => world.Assets[id]).ToList();
        assets.Should().OnlyContain(asset => asset.State.HeldBy == release.Id == release.IsActive);
        assets.Should().OnlyContain(asset => asset.WasDeliveredBy(release.Id) == release.IsExecuted);
        if (!release.IsCanceled) release.State.HoldsConfirmed.Should().BeTrue();
        if (release.IsActive) release.State.Announced.Should().BeTrue();
        if (release.State.CanceledBy == AssetRelease.Keepem)
            world.Releases.All.Should().Contain(other => !other.Equals(release) && other.State.Assets.Intersect(release.State.Assets).Any(), "only a rival is a reason to cancel");
        release.State.Failed.Should().BeEmpty();
        release.State.Delivered.Should().BeEquivalentTo(release.IsExecuted ? release.State.Assets : []);
        world.Releases.Events.OfType<AssetReleased>().Count(happened => happened.Release == release.Id).Should().Be(release.IsExecuted ? 1 : 0);
        world.Releases.Events.OfType<AssetReleaseDelivered>().Count(happened => happened.Release == release.Id).Should().Be(release.IsExecuted ? 1 : 0);
        var row = world.ReleaseRows.Rows[(release.State.Owner, ReleaseRole.Owner, release.Id)];
        row.Lifecycle.Should().Be(release.State.Lifecycle);
    }

    private static void ShouldBeConsistent(AssetWorld world, Asset asset)
    {
        if (asset.State.HeldBy is { } holder) world.Releases[holder].IsActive.Should().BeTrue();
        var expected = asset.State.DeliveredBy.Select(id => world.Releases[id].State)
            .Aggregate(Givers.ToImmutableArray(), (owners, release) => release.Bequest.OwnersAfter(owners, release.Owner, release.Receivers));
        asset.State.Owners.Should().Equal(expected).And.OnlyHaveUniqueItems().And.NotBeEmpty();
        asset.State.Sealed.Wraps.Select(wrap => wrap.Owner).Should().Equal(expected);
        asset.State.DeliveredBy.Should().OnlyHaveUniqueItems();
        foreach (var owner in expected)
            world.AssetRows.Rows.Single(entry => entry.Owner == owner && entry.Row.Id == asset.Id).Row.Version.Should().Be(asset.Version);
    }
}
