using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST /assets/{id}/uploads</c>: opens an upload in parts, with the token that would upload the file in one request.</summary>
internal sealed class OpenUploadFunction(OpenUploadHandler handler, UploadTokens uploadTokens, IClock clock)
{
    [Function("OpenUpload")]
    [MayCall(Access.User), ProgramWork, RateLimited(RateLimit.Upload)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/assets/{assetId}/uploads")] HttpRequest request, string assetId, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (await uploadTokens.ReadAsync(request.Query["authorizer_token"]) is not { } permit) return Reply.Refused(new BadAuthorizerToken());
        if (!EntityId.TryParse<AssetId>(assetId, out var asset)) return Reply.Refused(new AssetNotFound());
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);

        var upload = new UploadRequest(asset, Caller.Of(request).User, permit, body.Value.FileName, body.Value.FileType, EntityTags.ExpectedVersion(request));
        var opened = await handler.HandleAsync(new OpenUpload(upload, now), cancellationToken);
        return opened.IsFailure ? Reply.Refused(opened.Error) : Reply.Created($"/assets/{asset}/uploads/{opened.Value}");
    }

    private sealed record Body
    {
        public required string FileName { get; init; }

        public required string FileType { get; init; }
    }
}
