using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports.UseCases;

/// <summary>Opens the archive of an export. Only its owner may call it, while the archive is there.</summary>
public sealed record OpenExportFile(ExportId Export, UserId By, Timestamp At);

public sealed class OpenExportFileHandler(IExports exports, IExportVault vault)
{
    private const string MediaType = "application/zip";

    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown or removed export; <see cref="ArchiveNotThere"/>.</remarks>
    public async Task<Result<OpenedFile>> HandleAsync(OpenExportFile query, CancellationToken cancellationToken)
    {
        if (await exports.FindAsync(query.By, query.Export, cancellationToken) is not { State.Status: not ExportStatus.Removed } export) return new Forbidden();
        if (export.StatusAt(query.At) is not ExportStatus.Ready) return new ArchiveNotThere();
        var (file, key) = (export.State.File!, export.State.Sealed!);
        return new OpenedFile(
            file,
            NameOf(export),
            MediaType,
            (offset, count, destination, token) => vault.ReadArchiveAsync(export.Id, file, key, query.By, offset, count, destination, token));
    }

    private static string NameOf(Export export) =>
        string.Create(CultureInfo.InvariantCulture, $"keepem-{export.State.CreatedTs.ToDateTimeOffset():yyyy-MM-dd}.zip");
}
