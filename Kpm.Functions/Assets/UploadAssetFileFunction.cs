using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>PUT /assets/{id}/file</c>: uploads the file of an asset in one request (multipart field <c>file</c>); <c>POST</c> is its deprecated name.</summary>
internal sealed class UploadAssetFileFunction(UploadAssetFileHandler handler, UploadTokens uploadTokens, IClock clock)
{
    /// <summary>The largest body: the platform caps a request at 100 MB.</summary>
    public const long MaximumBodyBytes = 95 * 1024 * 1024;

    [Function("UploadAssetFile")]
    [MayCall(Access.User), ProgramWork]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/assets/{assetId}/file")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        UploadAsync(request, assetId, cancellationToken);

    [Function("UploadAssetFileByPost")]
    [MayCall(Access.User), ProgramWork, Deprecated, StreamsBody]
    public Task<IResult> RunByPostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/assets/{assetId}/file")] HttpRequest request, string assetId, CancellationToken cancellationToken) =>
        UploadAsync(request, assetId, cancellationToken);

    private async Task<IResult> UploadAsync(HttpRequest request, string assetId, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (await uploadTokens.ReadAsync(request.Query["authorizer_token"]) is not { } permit) return Reply.Refused(new BadAuthorizerToken());
        if (!EntityId.TryParse<AssetId>(assetId, out var asset)) return Reply.Refused(new AssetNotFound());
        if (request.ContentLength > MaximumBodyBytes) return Reply.Refused(new BodyTooLarge());
        var part = await MultipartFile.OpenAsync(request, "file", cancellationToken);
        if (part.IsFailure) return Reply.Refused(part.Error);

        var upload = new UploadRequest(asset, Caller.Of(request).User, permit, part.Value.Name, part.Value.Type, EntityTags.ExpectedVersion(request));
        var command = new UploadAssetFile(upload, Guid.CreateVersion7(), part.Value.Content, now);
        var uploaded = await handler.HandleAsync(command, cancellationToken);
        return uploaded.IsFailure ? Reply.Refused(uploaded.Error) : Reply.Created($"/assets/{asset}/file");
    }
}
