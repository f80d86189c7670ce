using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Assets;

/// <summary>Reads what lists of assets are asked for in a query string.</summary>
internal static class AssetListParameters
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

    /// <summary>What stands in clear; ordering by anything else is an error.</summary>
    private static readonly Dictionary<string, AssetDirectoryOrder> DirectoryOrders = new(StringComparer.Ordinal)
    {
        ["created_ts"] = AssetDirectoryOrder.CreatedTs,
        ["modified_ts"] = AssetDirectoryOrder.ModifiedTs,
        ["state"] = AssetDirectoryOrder.State,
        ["file_type"] = AssetDirectoryOrder.FileType,
        ["file_size_bytes"] = AssetDirectoryOrder.FileSizeBytes,
    };

    /// <summary>What an owner asks for. Error: <see cref="ValidationFailed"/>.</summary>
    public static Result<AssetListQuery> OfOwner(HttpRequest request)
    {
        var parameters = new PageQuery(request);
        var query = new AssetListQuery(
            parameters.Page(), parameters.OneOf("order_by", Orders, AssetOrder.CreatedTs), parameters.OneOf("bookmarked", PageQuery.Truths, null), FileTypes(request, parameters));
        return parameters.Errors.Count > 0 ? new ValidationFailed(parameters.Errors) : query;
    }

    /// <summary>What an admin asks for. Error: <see cref="ValidationFailed"/>.</summary>
    public static Result<AssetDirectoryQuery> OfAdmin(HttpRequest request)
    {
        var parameters = new PageQuery(request);
        var query = new AssetDirectoryQuery(
            parameters.Page(), parameters.OneOf("order_by", DirectoryOrders, AssetDirectoryOrder.CreatedTs), parameters.OneOf("bookmarked", PageQuery.Truths, null), FileTypes(request, parameters));
        return parameters.Errors.Count > 0 ? new ValidationFailed(parameters.Errors) : query;
    }

    private static ImmutableArray<string> FileTypes(HttpRequest request, PageQuery parameters)
    {
        var text = request.Query["file_types"].ToString();
        var types = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (text.Length > LongestFileTypes || !types.All(FileDeclaration.IsMediaType)) parameters.Refuse("/file_types", new NotMediaTypes());
        return [.. types];
    }
}
