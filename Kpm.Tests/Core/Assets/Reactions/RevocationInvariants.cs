using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>What is true of a revoked release when nothing happens any more: what is said of each asset, and nothing that somebody downloaded is said to be back.</summary>
internal static class RevocationInvariants
{
    public static void ShouldHold(ReleaseInterleaving run, AssetRelease release)
    {
        var settled = run.World.Releases.Events.OfType<AssetReleaseRevocationSettled>().Count(happened => happened.Release == release.Id);
        settled.Should().Be(release.IsRevoked ? 1 : 0);
        if (release.State.Revocation is not { } revocation) return;
        release.IsRevoking.Should().BeFalse();
        revocation.Settled.Select(revoked => revoked.Asset).Should().BeEquivalentTo(release.State.Assets);
        foreach (var revoked in revocation.Settled)
        {
            revoked.Downloads.IsEmpty.Should().Be(revoked.Result != RevocationResult.Downloaded);
            revoked.Result.Should().NotBe(RevocationResult.Unknown);
            if (release.State.Bequest == BequestType.Copy) ShouldHoldOfCopies(run, release, revoked);
            else ShouldHold(run, release, run.World.Assets[revoked.Asset], revoked);
        }
    }

    private static void ShouldHold(ReleaseInterleaving run, AssetRelease release, Asset asset, RevokedAsset revoked)
    {
        asset.WasRevokedBy(release.Id).Should().Be(revoked.IsBack);
        if (revoked.Result == RevocationResult.NotDelivered) asset.WasDeliveredBy(release.Id).Should().BeFalse();
        if (revoked.Result is RevocationResult.TakenBack or RevocationResult.Downloaded or RevocationResult.PassedOn) asset.WasDeliveredBy(release.Id).Should().BeTrue();
        foreach (var person in revoked.TakenFrom) run.Downloads.Should().NotContain((asset.Id, person, release.Id));
    }

    private static void ShouldHoldOfCopies(ReleaseInterleaving run, AssetRelease release, RevokedAsset revoked)
    {
        foreach (var person in release.Others)
        {
            var id = AssetCopies.IdOf(release.Id, revoked.Asset, person);
            var copy = run.World.Assets.All.SingleOrDefault(asset => asset.Id == id);
            copy.Should().NotBeNull("it is there, or something keeps it from being made");
            var isGone = copy!.State.Lifecycle == Lifecycle.Removed;
            if (revoked.IsBack || revoked.TakenFrom.Contains(person)) isGone.Should().BeTrue();
            if (isGone) (copy.RevokedDeliveryOf(release.Id)?.TakenFrom.Length > 0).Should().Be(revoked.TakenFrom.Contains(person));
            if (revoked.TakenFrom.Contains(person)) run.Downloads.Should().NotContain((id, person, release.Id));
            if (run.Downloads.Contains((id, person, release.Id)) && !isGone) revoked.Downloads.Select(download => download.By).Should().Contain(person);
        }
    }
}
