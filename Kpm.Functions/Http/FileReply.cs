using System.Globalization;
using Kpm.Core.Shared.Sealing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>
/// Sends a file, whole or in part (RFC 9110, sections 13 and 14). The entity tag is the digest of the plain bytes. What a browser could
/// run is never shown, only saved; a fault found while sending ends the connection.
/// </summary>
internal sealed class FileReply(OpenedFile file) : IResult
{
    private static readonly string[] Shown = ["image/", "audio/", "video/", "application/pdf"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var tag = $"\"{file.Sha256}\"";
        response.Headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        // A gift takes the file away from its giver, so no copy may be used without asking.
        response.Headers.CacheControl = "private, no-cache";
        if (EntityTags.AreKnown(request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var range = ByteRange.Of(request, file.SizeBytes, tag);
        if (range is { IsSatisfiable: false })
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{file.SizeBytes}");
            await Reply.Refused(new RangeNotSatisfiable()).ExecuteAsync(httpContext);
            return;
        }

        response.ContentType = file.Type;
        response.Headers.ContentDisposition = Disposition();
        var (offset, count) = range is null ? (0, file.SizeBytes) : (range.Offset, range.Count);
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{file.SizeBytes}");
        }

        response.ContentLength = count;
        if (count > 0 && !HttpMethods.IsHead(request.Method)) await file.CopyToAsync(offset, count, response.Body, httpContext.RequestAborted);
    }

    private string Disposition()
    {
        var disposition = new ContentDispositionHeaderValue(Shown.Any(kind => file.Type.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) && !file.Type.Contains("svg", StringComparison.OrdinalIgnoreCase) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        return disposition.ToString();
    }
}
