using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>PATCH /assets/{id}</c>: changes what is said about an asset. Null or absent is unchanged.</summary>
internal sealed class UpdateAssetFunction(UpdateAssetHandler handler, IClock clock)
{
    [Function("UpdateAsset")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/v1/assets/{assetId}")] HttpRequest request, string assetId, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadAsync<AssetPatch>(request);
        if (patch.IsFailure) return Reply.Refused(patch.Error);
        var isRight = patch.Value.Check();
        if (isRight.IsFailure) return Reply.Refused(isRight.Error);
        if (!EntityId.TryParse<AssetId>(assetId, out var id)) return Reply.Refused(new Forbidden());
        var command = new UpdateAsset(id, Caller.Of(request).User, patch.Value, EntityTags.ExpectedVersion(request), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }
}
