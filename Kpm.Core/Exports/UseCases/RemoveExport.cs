using Kpm.Core.Shared;

namespace Kpm.Core.Exports.UseCases;

/// <summary>Removes an export, whether it is ready or not; nobody can open its archive from then on. Only its owner may call it.</summary>
public sealed record RemoveExport(ExportId Export, UserId By, Timestamp At);

public sealed class RemoveExportHandler(IExports exports)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown export. Removing a removed one is a success.</remarks>
    public async Task<Result> HandleAsync(RemoveExport command, CancellationToken cancellationToken)
    {
        if (await exports.FindAsync(command.By, command.Export, cancellationToken) is not { } export) return new Forbidden();
        export.Remove(command.At);
        await exports.SaveAsync(export, cancellationToken);
        return Result.Success;
    }
}
