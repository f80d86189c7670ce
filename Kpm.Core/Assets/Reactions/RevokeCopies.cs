using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Shreds the copies that a revoked release left, and sees to it that none is made any more.</summary>
public sealed class RevokeCopies(IAssets assets, IClock clock)
{
    /// <summary>Why a copy was not taken back: what says most comes first.</summary>
    private static readonly RevocationResult[] Obstacles =
        [RevocationResult.Downloaded, RevocationResult.PassedOn, RevocationResult.Planned, RevocationResult.Unknown, RevocationResult.Gone];

    public async Task<RevokedAsset> TakeBackAsync(AssetRelease release, Asset original, CancellationToken cancellationToken)
    {
        var found = new Found();
        foreach (var receiver in release.Others) await TakeBackAsync(release.Id, original, receiver, found, cancellationToken);
        original.LetGo(release.Id, clock.Now);
        await assets.SaveAsync(original, cancellationToken);

        var result = found.TakenFrom.Count > 0 ? RevocationResult.TakenBack : RevocationResult.NotDelivered;
        foreach (var obstacle in Obstacles.Where(found.Kept.Contains).Take(1)) result = obstacle;
        return new RevokedAsset(original.Id, result) { TakenFrom = [.. found.TakenFrom], Downloads = [.. found.Downloads.OrderBy(download => download.At)] };
    }

    private async Task TakeBackAsync(ReleaseId release, Asset original, UserId receiver, Found found, CancellationToken cancellationToken)
    {
        var id = AssetCopies.IdOf(release, original.Id, receiver);
        if (await assets.FindAsync(id, cancellationToken) is not { } copy)
        {
            if (!await assets.AddAsync(Asset.InPlaceOfCopy(original, id, receiver, release, clock.Now), cancellationToken)) throw new ConcurrencyConflictException();
        }
        else if (copy.RevokedDeliveryOf(release) is { } revoked)
        {
            found.TakenFrom.AddRange(revoked.TakenFrom);
        }
        else if (copy.ObstacleTo(release) is { } obstacle)
        {
            copy.LeavePlanned(release);
            await assets.SaveAsync(copy, cancellationToken);
            found.Kept.Add(obstacle);
            if (obstacle == RevocationResult.Downloaded) found.Downloads.AddRange(copy.State.LastDelivery!.Downloads);
        }
        else
        {
            copy.TakeBackCopy(release, clock.Now);
            await assets.SaveAsync(copy, cancellationToken);
            found.TakenFrom.Add(receiver);
        }
    }

    /// <summary>What there was of copies.</summary>
    private sealed class Found
    {
        public List<UserId> TakenFrom { get; } = [];

        public HashSet<RevocationResult> Kept { get; } = [];

        public List<AssetDownload> Downloads { get; } = [];
    }
}
