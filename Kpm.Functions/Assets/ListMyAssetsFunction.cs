using Kpm.Core.Assets.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /me/assets</c>, its deprecated name <c>GET /users/me/assets</c>, and <c>GET /me/assets/trash</c>.</summary>
internal sealed class ListMyAssetsFunction(ListMyAssetsHandler handler)
{
    /// <summary>The caller's active assets.</summary>
    [Function("ListMyAssets")]
    [MayCall(Access.User)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/assets")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, inTrash: false, cancellationToken);

    [Function("ListMyAssetsByFormerName")]
    [MayCall(Access.User), Deprecated("/me/assets")]
    public Task<IResult> RunByFormerNameAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/me/assets")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, inTrash: false, cancellationToken);

    /// <summary>What the caller removed and may still take back.</summary>
    [Function("ListMyTrash")]
    [MayCall(Access.User)]
    public Task<IResult> ListTrashAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/assets/trash")] HttpRequest request, CancellationToken cancellationToken) =>
        ListAsync(request, inTrash: true, cancellationToken);

    private async Task<IResult> ListAsync(HttpRequest request, bool inTrash, CancellationToken cancellationToken)
    {
        var query = AssetListParameters.OfOwner(request);
        if (query.IsFailure) return Reply.Refused(query.Error);
        var page = await handler.HandleAsync(new ListMyAssets(Caller.Of(request).User, query.Value with { InTrash = inTrash }), cancellationToken);
        return page.IsFailure
            ? Reply.Refused(page.Error)
            : Reply.Ok(PageResponse<AssetResponse>.Of(page.Value, row => AssetResponse.Of(row, uploadPath: null)));
    }
}
