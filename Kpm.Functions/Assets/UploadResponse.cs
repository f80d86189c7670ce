using Kpm.Core.Assets.UseCases;
using Kpm.Functions.Http;

namespace Kpm.Functions.Assets;

/// <summary>An upload as whoever opened it sees it.</summary>
internal sealed record UploadResponse(
    string Id,
    string Asset,
    string State,
    string? Problem,
    long CreatedTs,
    long ExpiresTs,
    long ReceivedBytes,
    IReadOnlyList<UploadResponse.Part> Parts,
    SelfLink Links)
{
    public static UploadResponse Of(UploadView view)
    {
        var (upload, state) = (view.Upload, view.Upload.State);
        return new UploadResponse(
            upload.Id.ToString(),
            $"/assets/{state.Asset}",
            state.Status.ToString().ToLowerInvariant(),
            state.Problem,
            state.CreatedTs.UnixMilliseconds,
            state.ExpiresTs.UnixMilliseconds,
            state.ReceivedBytes,
            [.. view.Parts.Select(part => new Part(part.Number, part.SizeBytes, part.Sha256, part.ArrivedTs.UnixMilliseconds))],
            new SelfLink($"/assets/{state.Asset}/uploads/{upload.Id}"));
    }

    /// <summary>A part that has arrived.</summary>
    internal sealed record Part(int Number, long SizeBytes, string Sha256, long ArrivedTs);
}
