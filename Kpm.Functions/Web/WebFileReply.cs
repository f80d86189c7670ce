using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Web;

/// <summary>Sends a file that is the same for everybody; caches keep it and ask whether it is still the same.</summary>
/// <param name="file">The file.</param>
/// <param name="policy">What a page of it may load and do (Content Security Policy, level 3).</param>
internal sealed class WebFileReply(WebFile file, string policy) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = file.EntityTag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (EntityTags.AreKnown(request, file.EntityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = file.MediaType;
        response.ContentLength = file.Bytes.Length;
        await response.Body.WriteAsync(file.Bytes, httpContext.RequestAborted);
    }
}
