using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /assets</c>: every asset but those that are removed, for admins.</summary>
internal sealed class ListAssetsFunction(ListAssetsHandler handler)
{
    [Function("ListAssets")]
    [MayCall(Access.Admin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/assets")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = AssetListParameters.OfAdmin(request);
        if (query.IsFailure) return Reply.Refused(query.Error);
        return Reply.Ok(PageResponse<AssetEntryResponse>.Of(await handler.HandleAsync(new ListAssets(query.Value), cancellationToken), AssetEntryResponse.Of));
    }

    /// <summary>An asset as admins see it: the shape of <see cref="AssetResponse"/>, and null where it is sealed. An admin is not an owner.</summary>
    private sealed record AssetEntryResponse(
        string Id,
        string? Title,
        string? Description,
        IReadOnlyList<string>? Tags,
        IReadOnlyList<string>? People,
        string? Location,
        string? CreatedDate,
        bool ExtraPrivate,
        bool Bookmarked,
        IReadOnlyList<string> OwnersId,
        string FileType,
        string? FileName,
        long FileSizeBytes,
        string State,
        long CreatedTs,
        long? ModifiedTs,
        string? UploadPath,
        SelfLink Links)
    {
        public static AssetEntryResponse Of(AssetDirectoryRow row) => new(
            row.Id.ToString(),
            Title: null,
            Description: null,
            Tags: null,
            People: null,
            Location: null,
            CreatedDate: null,
            row.ExtraPrivate,
            row.Bookmarked,
            [.. row.Owners.Select(owner => $"/users/{owner}")],
            row.FileType,
            FileName: null,
            row.SizeBytes,
            row.State.ToString().ToLowerInvariant(),
            row.CreatedTs.UnixMilliseconds,
            row.ModifiedTs?.UnixMilliseconds,
            UploadPath: null,
            new SelfLink($"/assets/{row.Id}"));
    }
}
