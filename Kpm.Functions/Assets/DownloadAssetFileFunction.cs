using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /assets/{id}/file</c>: the plain bytes of a file, or a range of them; <c>HEAD</c>: what is said about them.</summary>
internal sealed class DownloadAssetFileFunction(OpenAssetFileHandler handler)
{
    [Function("DownloadAssetFile")]
    [MayCall(Access.User)]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/assets/{assetId}/file")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        OpenAsync(request, assetId, cancellationToken);

    [Function("ReadAssetFileHeaders")]
    [MayCall(Access.User)]
    public Task<IResult> RunHeadAsync([HttpTrigger(AuthorizationLevel.Anonymous, "head", Route = "api/v1/assets/{assetId}/file")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        OpenAsync(request, assetId, cancellationToken);

    private async Task<IResult> OpenAsync(HttpRequest request, string assetId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<AssetId>(assetId, out var id)) return Reply.Refused(new Forbidden());
        var file = await handler.HandleAsync(new OpenAssetFile(id, Caller.Of(request).User), cancellationToken);
        return file.IsFailure ? Reply.Refused(file.Error) : new FileReply(file.Value);
    }
}
