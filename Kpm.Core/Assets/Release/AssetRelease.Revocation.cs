using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>Taking back what was delivered, or is on its way.</content>
public sealed partial class AssetRelease
{
    public bool IsRevoked => State.Revocation is not null;

    /// <summary>Whether it was revoked, and what became of some asset is not known yet.</summary>
    public bool IsRevoking => State.Revocation is { } revocation && revocation.Settled.Length < State.Assets.Length;

    /// <summary>Those whom it brings something that was not theirs.</summary>
    public ImmutableArray<UserId> Others => Recipients.Remove(State.Owner);

    /// <summary>
    /// The owner wants back what was not downloaded; again changes nothing. Errors: <see cref="Forbidden"/> when not the owner,
    /// <see cref="NotExecuted"/>, <see cref="NothingToRevoke"/> when it brought nobody else anything.
    /// </summary>
    public Result Revoke(UserId by, Timestamp at)
    {
        if (by != State.Owner) return new Forbidden();
        if (!IsExecuted) return new NotExecuted();
        if (State.Bequest == BequestType.Self || Others.IsEmpty) return new NothingToRevoke();
        if (!IsRevoked) Change(State with { Revocation = new Revocation(at, []), ModifiedTs = Modified(at, "revocation") }, at, new AssetReleaseRevoked(Id, by, Others, State.Assets));
        return Result.Success;
    }

    /// <summary>Whether it was revoked, and what becomes of this asset is to be found out.</summary>
    public bool AwaitsRevocation(AssetId asset) =>
        State.Revocation is { } revocation && State.Assets.Contains(asset) && !revocation.Settled.Any(settled => settled.Asset == asset);

    /// <summary>What became of an asset is known. Nothing changes when it was, or when the release was not revoked.</summary>
    public void RecordRevoked(RevokedAsset settled, Timestamp at)
    {
        if (!AwaitsRevocation(settled.Asset)) return;
        var revocation = State.Revocation! with { Settled = State.Revocation.Settled.Add(settled) };
        var next = State with { Revocation = revocation };
        if (AwaitsOutcome(settled.Asset))
            next = settled.WasDelivered ? next with { Delivered = next.Delivered.Add(settled.Asset) } : next with { Failed = next.Failed.Add(settled.Asset) };
        var isLast = revocation.Settled.Length == State.Assets.Length;
        Change(next, at, [.. NewsOf(settled), .. isLast ? [SettledOf(revocation)] : Array.Empty<DomainEvent>()]);
    }

    private IEnumerable<DomainEvent> NewsOf(RevokedAsset settled)
    {
        if (settled.IsBack || !settled.TakenFrom.IsEmpty) yield return new AssetTakenBack(Id, State.Owner, settled.Asset, settled.TakenFrom);
        if (!settled.IsBack) yield return new AssetNotTakenBack(Id, State.Owner, settled.Asset, settled.Result);
    }

    private AssetReleaseRevocationSettled SettledOf(Revocation revocation) => new(
        Id,
        State.Owner,
        [.. revocation.Settled.SelectMany(settled => settled.TakenFrom).Distinct()],
        [.. revocation.Settled.Where(settled => settled.IsBack).Select(settled => settled.Asset)],
        [.. revocation.Settled.Where(settled => !settled.IsBack).Select(settled => settled.Asset)]);
}
