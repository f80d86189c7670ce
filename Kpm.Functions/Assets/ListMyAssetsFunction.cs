using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /me/assets</c>: the caller's active assets.</summary>
internal sealed class ListMyAssetsFunction(ListMyAssetsHandler handler)
{
    private const int LongestFileTypes = 500;

    private static readonly Dictionary<string, AssetOrder> Orders = new(StringComparer.Ordinal)
    {
        ["created_ts"] = AssetOrder.CreatedTs,
        ["modified_ts"] = AssetOrder.ModifiedTs,
        ["title"] = AssetOrder.Title,
        ["description"] = AssetOrder.Description,
        ["created_date"] = AssetOrder.CreatedDate,
        ["location"] = AssetOrder.Location,
        ["bookmarked"] = AssetOrder.Bookmarked,
        ["extra_private"] = AssetOrder.ExtraPrivate,
        ["state"] = AssetOrder.State,
        ["file_type"] = AssetOrder.FileType,
        ["file_name"] = AssetOrder.FileName,
        ["file_size_bytes"] = AssetOrder.FileSizeBytes,
    };

    [Function("ListMyAssets")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/me/assets")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new AssetListQuery(
            parameters.Page(),
            parameters.OneOf("order_by", Orders, AssetOrder.CreatedTs),
            parameters.OneOf("bookmarked", PageQuery.Truths, null),
            FileTypes(request, parameters));
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        var page = await handler.HandleAsync(new ListMyAssets(Caller.Of(request).User, query), cancellationToken);
        return page.IsFailure
            ? Reply.Refused(page.Error)
            : Reply.Ok(PageResponse<AssetResponse>.Of(page.Value, row => AssetResponse.Of(row, uploadPath: null)));
    }

    private static ImmutableArray<string> FileTypes(HttpRequest request, PageQuery parameters)
    {
        var text = request.Query["file_types"].ToString();
        var types = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (text.Length > LongestFileTypes || !types.All(FileDeclaration.IsMediaType)) parameters.Refuse("/file_types", "Media types separated by commas are expected.");
        return [.. types];
    }
}
