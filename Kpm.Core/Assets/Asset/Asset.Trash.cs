using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>How an asset ends: its last owner puts it into the trash, from where it can come back until it is shredded.</summary>
public sealed partial class Asset
{
    /// <summary>How long an asset stays in the trash.</summary>
    public static readonly TimeSpan TrashPeriod = TimeSpan.FromDays(30);

    public bool IsInTrash => State.ShredTs is not null;

    /// <summary>Whether this owner may take it out of the trash, or have it shredded at once.</summary>
    public bool IsInTrashOf(UserId person) => IsInTrash && IsOwnedBy(person);

    /// <summary>
    /// An owner removes the asset: with other owners only that owner goes, and without it goes into the trash. Nothing changes when it is
    /// there. Error: <see cref="Forbidden"/> when it is hidden, or not the person's.
    /// </summary>
    public Result Remove(UserId by, Timestamp at)
    {
        if (IsInTrashOf(by)) return Result.Success;
        if (!IsVisible || !IsOwnedBy(by)) return new Forbidden();
        if (State.Owners.Length > 1) Leave(by, at);
        else Change(State with { ShredTs = at + TrashPeriod, ModifiedTs = Modified(at, "state") }, at, new AssetTrashed(Id));
        return Result.Success;
    }

    /// <summary>The owner takes it out of the trash. Nothing changes when it is not there. Error: <see cref="Forbidden"/>.</summary>
    public Result Restore(UserId by, Timestamp at)
    {
        if (IsVisible && IsOwnedBy(by)) return Result.Success;
        if (!IsInTrashOf(by)) return new Forbidden();
        Change(State with { ShredTs = null, ModifiedTs = Modified(at, "state") }, at, new AssetRestored(Id));
        return Result.Success;
    }

    /// <summary>The owner does not want to wait until it is shredded. Error: <see cref="Forbidden"/>.</summary>
    public Result Discard(UserId by, Timestamp at)
    {
        if (!IsInTrashOf(by)) return new Forbidden();
        if (State.ShredTs > at) Change(State with { ShredTs = at }, at, new AssetDiscarded(Id));
        return Result.Success;
    }

    /// <summary>Shreds what has been in the trash for long enough.</summary>
    public void ShredWhenDue(Timestamp at)
    {
        if (State.ShredTs <= at) Shred(at);
    }

    /// <summary>The account of an owner is removed: only they go, or, when there is no other owner, the asset is shredded.</summary>
    public void GiveUp(UserId person, Timestamp at)
    {
        if (State.Lifecycle == Lifecycle.Removed || !IsOwnedBy(person)) return;
        if (State.Owners.Length > 1) Leave(person, at);
        else Shred(at);
    }

    private void Leave(UserId person, Timestamp at)
    {
        var owners = State.Owners.Remove(person);
        var left = State with
        {
            Owners = owners,
            Sealed = State.Sealed with { Wraps = State.Sealed.Wraps.RemoveAll(wrap => wrap.Owner == person) },
            ModifiedTs = Modified(at, "owners_id"),
        };
        Change(left, at, new AssetOwnershipChanged(Id, owners, State.Owners, Release: null));
    }

    /// <summary>Nothing that could open it stays here. The file follows.</summary>
    /// <param name="at">Now.</param>
    /// <param name="revoked">The release whose copy is taken back; null when its owner ends it.</param>
    private void Shred(Timestamp at, ReleaseId? revoked = null)
    {
        var shredded = State with
        {
            Lifecycle = Lifecycle.Removed,
            Sealed = new SealedRecord(State.Sealed.Schema, ImmutableArray<byte>.Empty, []),
            File = null,
            Thumbnail = null,
            DeclaredSizeBytes = 0,
            FileType = "",
            HeldBy = null,
            ShredTs = null,
            LastDelivery = null,
            RevokedBy = revoked is { } release ? State.RevokedBy.Add(new RevokedDelivery(release, State.Owners)) : State.RevokedBy,
            ModifiedTs = Modified(at, "state"),
        };
        Change(shredded, at, new AssetRemoved(Id, State.Owners));
    }
}
