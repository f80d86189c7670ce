using System.Collections.Immutable;
using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Whatever the order, number and overlap of commands and messages, assets and releases end consistent.</summary>
public sealed class ReleaseInterleavingTests
{
    private static readonly Gen<UserId?> Leavers = Gen.Int[0, 7].Select(number => number switch
    {
        0 => AssetWorld.Ben,
        1 => AssetWorld.Cleo,
        _ => (UserId?)null,
    });

    [Fact]
    public void Given_releases_with_overlapping_assets_When_messages_come_in_any_order_and_number_Then_all_ends_consistent() =>
        Gen.Select(RandomPlan.Gen.Array[1, 4], Leavers, Gen.ULong).Sample(Run, iter: 1_000);

    /// <summary>As the test, for as many orders as asked for.</summary>
    internal static void RunMany(PCG random, int count)
    {
        var generated = Gen.Select(RandomPlan.Gen.Array[1, 4], Leavers, Gen.ULong);
        for (var i = 0; i < count; i++)
        {
            var (plans, leaver, seed) = generated.Generate(random, null, out _);
            Run(plans, leaver, seed);
        }
    }

    private static void Run(RandomPlan[] plans, UserId? leaver, ulong seed)
    {
        var run = new ReleaseInterleaving(plans, leaver, seed);
        run.Run();
        foreach (var release in run.World.Releases.All)
        {
            ShouldBeConsistent(run.World, release, leaver);
            ShouldHaveReason(plans, release, leaver);
            RevocationInvariants.ShouldHold(run, release);
        }

        foreach (var asset in run.World.Assets.All) ShouldBeConsistent(run.World, asset, leaver);
        run.World.AssetRows.Rows.Should().HaveCount(run.World.Assets.All.Where(asset => asset.State.Lifecycle != Lifecycle.Removed).Sum(asset => asset.State.Owners.Length));
    }

    private static void ShouldBeConsistent(AssetWorld world, AssetRelease release, UserId? leaver)
    {
        var assets = release.State.Assets.Select(id => world.Assets[id]).ToList();
        assets.Should().OnlyContain(asset => asset.State.HeldBy == release.Id == (release.IsActive && release.State.Hides));
        release.State.Delivered.Concat(release.State.Failed).Should().BeEquivalentTo(release.IsExecuted ? release.State.Assets : []);
        if (release.State.Bequest != BequestType.Copy) assets.Should().OnlyContain(asset => asset.WasDeliveredBy(release.Id) == release.State.Delivered.Contains(asset.Id));
        else if (release.IsExecuted) ShouldHaveCopies(world, release, leaver);
        if (!release.IsCanceled) release.State.HoldsConfirmed.Should().BeTrue();
        if (release.IsActive) (release.State.Announced, release.State.Delivery, release.State.Owner == leaver).Should().Be((true, DeliveryMode.Claim, false));
        release.State.NextCheckAt.Should().BeNull("nothing is left to look at");
        world.Releases.Events.OfType<AssetReleased>().Count(happened => happened.Release == release.Id).Should().Be(release.IsExecuted ? 1 : 0);
        var told = world.Releases.Events.OfType<AssetReleaseDelivered>().Count(happened => happened.Release == release.Id);
        told.Should().BeOneOf(release.IsExecuted ? [1, release.IsRevoked ? 0 : 1] : [0]);
        foreach (var happened in world.Releases.Events.OfType<AssetReleaseDelivered>().Where(happened => happened.Release == release.Id))
            (happened.Delivered, happened.Failed).Should().BeEquivalentTo((release.State.Delivered, release.State.Failed), "a receipt may have been signed of it");
        if (release.State.Owner != leaver) world.ReleaseRows.Rows[(release.State.Owner, ReleaseRole.Owner, release.Id)].Lifecycle.Should().Be(release.State.Lifecycle);
    }

    private static void ShouldHaveCopies(AssetWorld world, AssetRelease release, UserId? leaver)
    {
        foreach (var original in release.State.Delivered)
            foreach (var receiver in release.Recipients.Where(receiver => receiver != leaver))
                if (!release.IsRevoked) world.Assets[AssetCopies.IdOf(release.Id, original, receiver)].State.Should().Match<AssetState>(copy => copy.Owners.Single() == receiver && copy.RevokedBy.IsEmpty);
        foreach (var original in release.IsRevoked ? [] : release.State.Failed)
            foreach (var receiver in release.Recipients) world.Assets.All.Any(asset => asset.Id == AssetCopies.IdOf(release.Id, original, receiver) && asset.State.Lifecycle != Lifecycle.Removed).Should().BeFalse("what failed left nothing");
    }

    /// <summary>Only a rival, or somebody who leaves, is a reason to cancel, or to fail.</summary>
    private static void ShouldHaveReason(RandomPlan[] plans, AssetRelease release, UserId? leaver)
    {
        if (leaver is not null) return;
        var own = plans.Index().Single(entry => AssetWorld.ReleaseNo(entry.Index) == release.Id);
        var hasRival = plans.Index().Any(other => other.Index != own.Index && other.Item.EverNamed.Intersect(own.Item.EverNamed).Any());
        if (release.State.CanceledBy == AssetRelease.Keepem) (release.State.CancelReason, hasRival).Should().Be((CancelReason.AssetUnavailable, true));
        if (!release.State.Failed.IsEmpty && !release.IsRevoked) (release.State.Hides, hasRival).Should().Be((false, true));
    }

    private static void ShouldBeConsistent(AssetWorld world, Asset asset, UserId? leaver)
    {
        if (asset.State.HeldBy is { } holder) world.Releases[holder].IsActive.Should().BeTrue("{0} is held by {1}", asset.Id, holder);
        asset.State.DeliveredBy.Should().OnlyHaveUniqueItems();
        if (asset.State.Lifecycle == Lifecycle.Removed)
        {
            if (asset.State.RevokedBy.IsEmpty) asset.State.Owners.Should().Equal(leaver.GetValueOrDefault());
            return;
        }

        asset.State.Owners.Should().OnlyHaveUniqueItems().And.NotBeEmpty().And.NotContain(owner => owner == leaver);
        asset.State.Sealed.Wraps.Select(wrap => wrap.Owner).Should().Equal(asset.State.Owners);
        ShouldHaveOwners(world, asset, leaver);
        foreach (var owner in asset.State.Owners)
            world.AssetRows.Rows.Single(entry => entry.Owner == owner && entry.Row.Id == asset.Id).Row.Version.Should().Be(asset.Version);
    }

    /// <summary>Who owns an original follows from the releases that delivered it, in their order; whoever left is not among them.</summary>
    private static void ShouldHaveOwners(AssetWorld world, Asset asset, UserId? leaver)
    {
        if (!Enumerable.Range(0, RandomPlan.Assets).Select(AssetWorld.AssetNo).Contains(asset.Id)) return;
        var expected = asset.State.DeliveredBy.Where(id => !asset.WasRevokedBy(id)).Select(id => world.Releases[id])
            .Aggregate(RandomPlan.Givers.ToImmutableArray(), (owners, release) => release.State.Bequest.OwnersAfter(owners, release.State.Owner, release.Recipients));
        if (leaver is null) asset.State.Owners.Should().Equal(expected);
        else asset.State.Owners.Should().BeEquivalentTo(expected.Where(owner => owner != leaver));
    }
}
