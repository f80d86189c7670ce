using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Assets;

/// <summary><c>PUT /assets/{id}/uploads/{uploadId}/parts/{number}</c>: stores a part, or replaces it. The body is read as it arrives and never kept.</summary>
internal sealed class StoreUploadPartFunction(StoreUploadPartHandler handler, IClock clock)
{
    private const string ContentType = "application/octet-stream";

    [Function("StoreUploadPart")]
    [MayCall(Access.User), ProgramWork]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/assets/{assetId}/uploads/{uploadId}/parts/{number}")] HttpRequest request, string assetId, string uploadId, string number, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase)) return Reply.Refused(new UnsupportedBody(ContentType));
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part) || part is < 1 or > PartTable.MaximumParts) return Reply.Refused(new ValidationFailed([new FieldError("/number", new OutOfRange(1, PartTable.MaximumParts))]));
        var digest = ContentDigest.Of(request);
        if (digest.IsFailure) return Reply.Refused(digest.Error);
        if (request.ContentLength > Upload.MaximumPartBytes) return Reply.Refused(new PartTooLarge());
        if (!EntityId.TryParse<AssetId>(assetId, out var asset) || !EntityId.TryParse<UploadId>(uploadId, out var upload)) return Reply.Refused(new Forbidden());

        var command = new StoreUploadPart(asset, upload, Caller.Of(request).User, part, Guid.CreateVersion7(), request.Body, digest.Value, now);
        return Reply.NoContentOr(await handler.HandleAsync(command, cancellationToken));
    }
}
