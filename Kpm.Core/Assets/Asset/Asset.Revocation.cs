using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <content>What a release delivered by mistake comes back, unless somebody whom it was delivered to has downloaded or handed it on.</content>
/// <remarks>A download is noted, and an asset is taken back, in one guarded write each: one of the two is first, and the other sees it.</remarks>
public sealed partial class Asset
{
    /// <summary>An asset that is none: in place of a copy that a release has not made, and will not make: it was revoked, or gave up.</summary>
    public static Asset InPlaceOfCopy(Asset original, AssetId id, UserId owner, ReleaseId release, Timestamp at)
    {
        var state = new AssetState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Removed,
            Owners = [owner],
            Sealed = new SealedRecord(original.State.Sealed.Schema, ImmutableArray<byte>.Empty, []),
            FileType = "",
            DeclaredSizeBytes = 0,
            RevokedBy = [new RevokedDelivery(release, [])],
        };
        var none = new Asset(id, state, 0);
        none.Change(state, at);
        return none;
    }

    /// <summary>An owner is about to get the bytes. The first time is noted if a delivery brought it to them; else nothing changes.</summary>
    public void NoteDownload(UserId by, Timestamp at)
    {
        if (State.LastDelivery is not { } delivery || !IsOwnedBy(by) || !delivery.BroughtItTo(by) || delivery.WasDownloadedBy(by)) return;
        Note(State with { LastDelivery = delivery with { Downloads = delivery.Downloads.Add(new AssetDownload(by, at)) } });
    }

    /// <summary>Whether the release does not deliver it any more: it was revoked, or gave up.</summary>
    public bool WasRevokedBy(ReleaseId release) => RevokedDeliveryOf(release) is not null;

    /// <summary>What was taken back of a release that was revoked; null when it was not.</summary>
    public RevokedDelivery? RevokedDeliveryOf(ReleaseId release) => State.RevokedBy.FirstOrDefault(revoked => revoked.Release == release);

    /// <summary>Why what the release delivered stays with those whom it was delivered to; null when it can be taken back.</summary>
    public RevocationResult? ObstacleTo(ReleaseId release) => State switch
    {
        { Lifecycle: Lifecycle.Removed } => RevocationResult.Gone,
        { LastDelivery: null } when State.RevokedBy.Any(revoked => WasDeliveredBy(revoked.Release)) => RevocationResult.PassedOn,
        { LastDelivery: null } => RevocationResult.Unknown,
        { LastDelivery: var last } when last.Release != release => RevocationResult.PassedOn,
        { LastDelivery.Downloads.IsEmpty: false } => RevocationResult.Downloaded,
        { LastDelivery.Stays: true } or { HeldBy: not null } => RevocationResult.Planned,
        _ => null,
    };

    /// <summary>The revoked release leaves where it is what another one holds. That is noted, for it is the one obstacle that may go. Nothing changes when there is none of that kind.</summary>
    public void LeavePlanned(ReleaseId release)
    {
        if (State.LastDelivery is { Stays: false } delivery && ObstacleTo(release) == RevocationResult.Planned) Note(State with { LastDelivery = delivery with { Stays = true } });
    }

    /// <summary>Who owns it when its last delivery is taken back: its giver, and those who owned it before and still do.</summary>
    public ImmutableArray<UserId> OwnersOnceTakenBack =>
        State.LastDelivery is { } delivery ? [.. delivery.OwnersBefore.Where(owner => owner == delivery.Giver || IsOwnedBy(owner))] : State.Owners;

    /// <summary>Takes back what the release delivered, also out of the trash. Nothing changes when there is an <see cref="ObstacleTo"/> it, or it was taken back.</summary>
    /// <param name="release">The release that was revoked.</param>
    /// <param name="rewrapped">The same content with one wrap for each of <see cref="OwnersOnceTakenBack"/>.</param>
    /// <param name="at">Now.</param>
    public void TakeBack(ReleaseId release, SealedRecord rewrapped, Timestamp at)
    {
        if (WasRevokedBy(release) || ObstacleTo(release) is not null) return;
        var owners = OwnersOnceTakenBack;
        var back = State with
        {
            Owners = owners,
            Sealed = rewrapped,
            Bookmarked = false,
            ShredTs = null,
            LastDelivery = null,
            RevokedBy = State.RevokedBy.Add(new RevokedDelivery(release, State.Owners.RemoveRange(owners))),
            ModifiedTs = Modified(at, "state", "owners_id", "bookmarked"),
        };
        Change(back, at, new AssetOwnershipChanged(Id, owners, State.Owners, Release: null));
    }

    /// <summary>Shreds a receiver's copy. Nothing changes when there is an <see cref="ObstacleTo"/> it.</summary>
    public void TakeBackCopy(ReleaseId release, Timestamp at)
    {
        if (ObstacleTo(release) is null) Shred(at, release);
    }

    /// <summary>The release lets go, and does not deliver it any more: it was revoked, or gave up. Nothing changes when that is so, or when nobody can deliver it.</summary>
    public void RefuseDelivery(ReleaseId release, Timestamp at)
    {
        if (WasRevokedBy(release) || State.Lifecycle == Lifecycle.Removed) return;
        var isHeld = State.HeldBy == release;
        var refused = State with
        {
            HeldBy = isHeld ? null : State.HeldBy,
            RevokedBy = State.RevokedBy.Add(new RevokedDelivery(release, [])),
            ModifiedTs = isHeld ? Modified(at, "state") : State.ModifiedTs,
        };
        Change(refused, at, new AssetLetGo(Id, release));
    }
}
