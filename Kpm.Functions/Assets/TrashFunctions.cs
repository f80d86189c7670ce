using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>DELETE /assets/{id}</c>, <c>PUT /assets/{id}/restore</c> and <c>DELETE /me/assets/trash/{id}</c>.</summary>
internal sealed class TrashFunctions(RemoveAssetHandler remove, RestoreAssetHandler restore, DiscardAssetHandler discard, IClock clock)
{
    /// <summary>Into the trash, or, with other owners, out of the caller's vault only.</summary>
    [Function("RemoveAsset")]
    [MayCall(Access.User)]
    public Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/assets/{assetId}")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        RunAsync(assetId, id => remove.HandleAsync(new RemoveAsset(id, Caller.Of(request).User, EntityTags.ExpectedVersion(request), clock.Now), cancellationToken));

    /// <summary>Out of the trash.</summary>
    [Function("RestoreAsset")]
    [MayCall(Access.User)]
    public Task<IResult> RestoreAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/assets/{assetId}/restore")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        RunAsync(assetId, id => restore.HandleAsync(new RestoreAsset(id, Caller.Of(request).User, EntityTags.ExpectedVersion(request), clock.Now), cancellationToken));

    /// <summary>Shredded now. Whoever found an open session must not be able to do this.</summary>
    [Function("DiscardAsset")]
    [MayCall(Access.FreshUser)]
    public Task<IResult> DiscardAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/me/assets/trash/{assetId}")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        RunAsync(assetId, id => discard.HandleAsync(new DiscardAsset(id, Caller.Of(request).User, EntityTags.ExpectedVersion(request), clock.Now), cancellationToken));

    private static async Task<IResult> RunAsync(string assetId, Func<AssetId, Task<Result>> handle) =>
        EntityId.TryParse<AssetId>(assetId, out var id) ? Reply.NoContentOr(await ConflictRetry.RunAsync(() => handle(id))) : Reply.Refused(new Forbidden());
}
