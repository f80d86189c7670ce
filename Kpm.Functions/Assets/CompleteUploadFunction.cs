using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST /assets/{id}/uploads/{uploadId}/complete</c>: names all parts; the file is then verified, and the upload shows how that ends.</summary>
internal sealed class CompleteUploadFunction(CompleteUploadHandler handler, IClock clock)
{
    /// <summary>10,000 parts with their digests fit, with room for white space.</summary>
    private const int MaximumBodyBytes = 2 * 1024 * 1024;

    [Function("CompleteUpload")]
    [MayCall(Access.User), ProgramWork, JsonBodyLimit(MaximumBodyBytes)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/assets/{assetId}/uploads/{uploadId}/complete")] HttpRequest request, string assetId, string uploadId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var file = DeclaredFile.Check(body.Value.Parts, body.Value.Sha256);
        if (file.IsFailure) return Reply.Refused(file.Error);
        if (!EntityId.TryParse<AssetId>(assetId, out var asset) || !EntityId.TryParse<UploadId>(uploadId, out var upload)) return Reply.Refused(new Forbidden());

        var (by, now) = (Caller.Of(request).User, clock.Now);
        var completed = await ConflictRetry.RunAsync(() => handler.HandleAsync(new CompleteUpload(asset, upload, by, file.Value, Guid.CreateVersion7(), now), cancellationToken));
        return completed.IsFailure ? Reply.Refused(completed.Error) : Reply.Accepted($"/assets/{asset}/uploads/{upload}");
    }

    private sealed record Body
    {
        public required IReadOnlyList<PartDraft?> Parts { get; init; }

        public string? Sha256 { get; init; }
    }
}
