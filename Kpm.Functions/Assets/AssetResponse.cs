using Kpm.Core.Assets;
using Kpm.Functions.Http;

namespace Kpm.Functions.Assets;

/// <summary>An asset as its owners see it.</summary>
internal sealed record AssetResponse(
    string Id,
    string Title,
    string Description,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> People,
    string? Location,
    string? CreatedDate,
    bool ExtraPrivate,
    bool Bookmarked,
    IReadOnlyList<string> OwnersId,
    string FileType,
    string FileName,
    long FileSizeBytes,
    string State,
    long CreatedTs,
    long? ModifiedTs,
    long? ShredTs,
    string? SuggestedDate,
    string? SuggestedLocation,
    string? ThumbnailPath,
    string? UploadPath,
    SelfLink Links)
{
    /// <param name="row">The asset.</param>
    /// <param name="uploadPath">Where its file is to be uploaded; null when it was.</param>
    public static AssetResponse Of(AssetRow row, string? uploadPath) => new(
        row.Id.ToString(),
        row.Content.Title,
        row.Content.Description,
        row.Content.Tags,
        row.Content.People,
        row.Content.Location,
        row.Content.CreatedDate,
        row.ExtraPrivate,
        row.Bookmarked,
        [.. row.Owners.Select(owner => $"/users/{owner}")],
        row.FileType,
        row.Content.FileName,
        row.SizeBytes,
        row.ShredTs is null ? row.Lifecycle.ToString().ToLowerInvariant() : "trashed",
        row.CreatedTs.UnixMilliseconds,
        row.ModifiedTs?.UnixMilliseconds,
        row.ShredTs?.UnixMilliseconds,
        row.Content.SuggestedDate,
        row.Content.SuggestedLocation,
        row.HasThumbnail ? $"/assets/{row.Id}/thumbnail" : null,
        uploadPath,
        new SelfLink($"/assets/{row.Id}"));
}
