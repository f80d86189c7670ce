using Kpm.Core.Shared;

namespace Kpm.Core.Exports.UseCases;

/// <summary>Reads one export. Only its owner may call it.</summary>
public sealed record GetExport(ExportId Export, UserId By, Timestamp At);

public sealed class GetExportHandler(IExports exports, ExportViews views)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown or removed export.</remarks>
    public async Task<Result<ExportView>> HandleAsync(GetExport query, CancellationToken cancellationToken) =>
        await exports.FindAsync(query.By, query.Export, cancellationToken) is { State.Status: not ExportStatus.Removed } export
            ? await views.OpenAsync(export, query.At, cancellationToken)
            : new Forbidden();
}
