using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.Reactions;

/// <summary>A keep changed: the claim on its pair is confirmed and names the keep's lifecycle, so that asking "are these two keeps?" costs one read.</summary>
public sealed class TrackKeepClaim(IKeeps keeps, IClaimStore claims)
{
    public async Task HandleAsync(KeepId id, CancellationToken cancellationToken)
    {
        if (await keeps.FindAsync(id, cancellationToken) is not { } keep) throw new PermanentFailureException("keep_unknown");
        var pair = TrustedKeep.PairOf(keep.State.Requester, keep.State.Requested);
        if (await claims.FindAsync(pair, cancellationToken) is not { } current || current.Holder != id.ToString()) return;
        var next = current with { Confirmed = true, Note = keep.State.Lifecycle.ToString() };
        if (next == current) return;
        if (!await claims.TryReplaceAsync(current, next, cancellationToken)) throw new ConcurrencyConflictException();
    }
}
