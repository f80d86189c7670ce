using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /assets/{id}/file</c>: the plain bytes of a file, or a range of them; <c>HEAD</c>: what is said about them.</summary>
internal sealed class DownloadAssetFileFunction(OpenAssetFileHandler handler, IClock clock)
{
    [Function("DownloadAssetFile")]
    [MayCall(Access.User)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/assets/{assetId}/file")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        OpenAsync(request, assetId, clock.Now, cancellationToken);

    [Function("ReadAssetFileHeaders")]
    [MayCall(Access.User)]
    public Task<IResult> RunHeadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "head", Route = "api/v1/assets/{assetId}/file")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        OpenAsync(request, assetId, downloadedAt: null, cancellationToken);

    private async Task<IResult> OpenAsync(HttpRequest request, string assetId, Timestamp? downloadedAt, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<AssetId>(assetId, out var id)) return Reply.Refused(new Forbidden());
        var query = new OpenAssetFile(id, Caller.Of(request).User, downloadedAt);
        var file = await ConflictRetry.RunAsync(() => handler.HandleAsync(query, cancellationToken));
        return file.IsFailure ? Reply.Refused(file.Error) : new FileReply(file.Value);
    }
}
