using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /assets/{id}</c>: one asset of the caller; while its file is missing, with where to upload it.</summary>
internal sealed class GetAssetFunction(GetAssetHandler handler, UploadTokens uploadTokens, IClock clock)
{
    [Function("GetAsset")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/assets/{assetId}")] HttpRequest request, string assetId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<AssetId>(assetId, out var id)) return Reply.Refused(new Forbidden());
        var by = Caller.Of(request).User;
        var asset = await handler.HandleAsync(new GetAsset(id, by), cancellationToken);
        if (asset.IsFailure) return Reply.Refused(asset.Error);
        var uploadPath = asset.Value.Lifecycle == Lifecycle.Pending ? $"/assets/{id}/file?authorizer_token={uploadTokens.Issue(id, by, clock.Now)}" : null;
        return Reply.Ok(AssetResponse.Of(asset.Value, uploadPath), asset.Value.Version);
    }
}
