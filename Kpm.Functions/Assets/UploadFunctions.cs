using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /assets/{id}/uploads/{uploadId}</c> and <c>DELETE /assets/{id}/uploads/{uploadId}</c>.</summary>
internal sealed class UploadFunctions(GetUploadHandler get, AbandonUploadHandler abandon, IClock clock)
{
    /// <summary>What has arrived, and where the upload stands.</summary>
    [Function("GetUpload")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/assets/{assetId}/uploads/{uploadId}")] HttpRequest request, string assetId, string uploadId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<AssetId>(assetId, out var asset) || !EntityId.TryParse<UploadId>(uploadId, out var upload)) return Reply.Refused(new Forbidden());
        var view = await get.HandleAsync(new GetUpload(asset, upload, Caller.Of(request).User), cancellationToken);
        return view.IsFailure ? Reply.Refused(view.Error) : Reply.Ok(UploadResponse.Of(view.Value));
    }

    /// <summary>The owner gives it up.</summary>
    [Function("AbandonUpload")]
    [MayCall(Access.User), ProgramWork]
    public async Task<IResult> AbandonAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/assets/{assetId}/uploads/{uploadId}")] HttpRequest request, string assetId, string uploadId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<AssetId>(assetId, out var asset) || !EntityId.TryParse<UploadId>(uploadId, out var upload)) return Reply.Refused(new Forbidden());
        var command = new AbandonUpload(asset, upload, Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => abandon.HandleAsync(command, cancellationToken)));
    }
}
