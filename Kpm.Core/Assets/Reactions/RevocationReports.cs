using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Counts, for the mail to its giver, what came back of a revoked release.</summary>
public sealed class RevocationReports(IReleases releases) : IRevocationReports
{
    public async Task<RevocationReport> FindAsync(ReleaseId legacy, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(legacy, cancellationToken) is not { State.Revocation.Settled: var settled }) throw new PermanentFailureException("revocation_unknown");
        var back = settled.Count(asset => asset.IsBack);
        var downloaded = settled.Count(asset => asset.Result == RevocationResult.Downloaded);
        Timestamp? first = downloaded == 0 ? null : settled.SelectMany(asset => asset.Downloads).Min(download => download.At);
        return new RevocationReport(back, downloaded, settled.Length - back - downloaded, first);
    }
}
