using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /assets/{id}/thumbnail</c>: a small JPEG of an image.</summary>
internal sealed class DownloadThumbnailFunction(OpenThumbnailHandler handler, IClock clock)
{
    [Function("DownloadThumbnail")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/assets/{assetId}/thumbnail")] HttpRequest request, string assetId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<AssetId>(assetId, out var id)) return Reply.Refused(new Forbidden());
        var query = new OpenThumbnail(id, Caller.Of(request).User, clock.Now);
        var file = await ConflictRetry.RunAsync(() => handler.HandleAsync(query, cancellationToken));
        return file.IsFailure ? Reply.Refused(file.Error) : new FileReply(file.Value);
    }
}
