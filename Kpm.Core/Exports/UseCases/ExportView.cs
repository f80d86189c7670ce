using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.UseCases;

/// <summary>An export as its owner sees it.</summary>
/// <param name="Export">The export.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Missing">What could not be opened.</param>
public sealed record ExportView(Export Export, ExportStatus Status, ImmutableArray<MissingEntry> Missing);

/// <summary>Opens what is said about exports.</summary>
public sealed class ExportViews(IContentSealer sealer)
{
    public async Task<ExportView> OpenAsync(Export export, Timestamp at, CancellationToken cancellationToken)
    {
        var status = export.StatusAt(at);
        if (status is not ExportStatus.Ready) return new ExportView(export, status, []);
        var content = await sealer.OpenAsync<ExportContent>(Export.RecordOf(export.Id), export.State.Sealed!, export.State.Owner, cancellationToken);
        return new ExportView(export, status, content.Missing);
    }
}
