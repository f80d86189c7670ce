using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Queues;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Writes what is wrong with files to the failures, one document per file, and what a sweep repaired to the log.</summary>
internal sealed class VaultReports(IFailureLog failures, IClock clock, ILogger<VaultReports> logger) : IVaultReports
{
    /// <summary>In the place of a queue: nothing is to be sent again.</summary>
    private const string Source = "vault";

    public Task ReportFileAsync(AssetId asset, string location, string code, CancellationToken cancellationToken)
    {
        logger.LogError("A file of asset {Asset} cannot be read ({Code})", asset, code);
        return failures.RecordAsync(new Failure(location.Replace('/', '.'), Source, code, location, clock.Now), cancellationToken);
    }

    public void ReportRepairs(OrphanKind kind, int count)
    {
        if (count > 0) logger.LogWarning("{Count} orphans of kind {Kind} were repaired", count, kind);
    }
}
