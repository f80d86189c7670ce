using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A revocation as one of the people of its release sees it.</summary>
/// <param name="At">Since when.</param>
/// <param name="IsSettled">Whether it is known of every asset what became of it.</param>
/// <param name="Assets">What is known: to the owner all of it; to a receiver what was taken from them, and what they had downloaded.</param>
public sealed record RevocationView(Timestamp At, bool IsSettled, ImmutableArray<RevokedAsset> Assets)
{
    /// <summary>Null when the release was not revoked.</summary>
    public static RevocationView? Of(AssetRelease release, UserId seenBy)
    {
        if (release.State.Revocation is not { } revocation) return null;
        var seen = seenBy == release.State.Owner ? revocation.Settled : [.. revocation.Settled.Select(settled => OwnOf(settled, seenBy)).OfType<RevokedAsset>()];
        return new RevocationView(revocation.At, !release.IsRevoking, seen);
    }

    private static RevokedAsset? OwnOf(RevokedAsset settled, UserId receiver)
    {
        if (settled.TakenFrom.Contains(receiver)) return new RevokedAsset(settled.Asset, RevocationResult.TakenBack) { TakenFrom = [receiver] };
        ImmutableArray<AssetDownload> own = [.. settled.Downloads.Where(download => download.By == receiver)];
        return own.IsEmpty ? null : new RevokedAsset(settled.Asset, settled.Result) { Downloads = own };
    }
}
