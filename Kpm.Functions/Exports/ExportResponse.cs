using Kpm.Core.Exports;
using Kpm.Core.Exports.UseCases;
using Kpm.Functions.Http;

namespace Kpm.Functions.Exports;

/// <summary>An export as its owner sees it.</summary>
internal sealed record ExportResponse(
    string Id,
    string State,
    string? Problem,
    long CreatedTs,
    long? ReadyTs,
    long? ExpiresTs,
    long? FileSizeBytes,
    string? FileSha256,
    string? FilePath,
    IReadOnlyList<MissingEntry> Missing,
    SelfLink Links)
{
    public static ExportResponse Of(ExportView view)
    {
        var (id, state) = (view.Export.Id, view.Export.State);
        var file = view.Status is ExportStatus.Ready ? state.File : null;
        return new ExportResponse(
            id.ToString(),
            view.Status.ToString().ToLowerInvariant(),
            state.Problem,
            state.CreatedTs.UnixMilliseconds,
            state.ReadyTs?.UnixMilliseconds,
            state.ExpiresTs?.UnixMilliseconds,
            file?.SizeBytes,
            file?.Sha256,
            file is null ? null : $"/me/exports/{id}/file",
            view.Missing,
            new SelfLink($"/me/exports/{id}"));
    }
}
