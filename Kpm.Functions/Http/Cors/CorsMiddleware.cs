using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http.Cors;

/// <summary>
/// Lets pages of the origins in the settings read the API's answers (Fetch Standard, section 3.2). The platform's own CORS shows no header to a page, and
/// clients need <c>Location</c> and <c>ETag</c>. No cookie is ever read, so none is allowed.
/// </summary>
internal sealed class CorsMiddleware(ICorsService cors, IOptions<CorsSettings> settings) : IFunctionsWorkerMiddleware
{
    private static readonly string[] Shown =
    [
        HeaderNames.Location, HeaderNames.ETag, HeaderNames.Link, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, RequestId.Header, "Deprecation", "Sunset",
        HeaderNames.AcceptRanges, HeaderNames.ContentRange, HeaderNames.ContentDisposition, HeaderNames.ContentLanguage,
    ];

    private static readonly string[] Taken =
    [
        HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.AcceptLanguage, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.Range, HeaderNames.IfRange,
        IdempotencyMiddleware.Header, ContentDigest.Header, RequestId.Header, SignOfLifeMiddleware.Header,
    ];

    private readonly CorsPolicy _policy = new CorsPolicyBuilder([.. settings.Value.All])
        .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE").WithHeaders(Taken).WithExposedHeaders(Shown).SetPreflightMaxAge(TimeSpan.FromHours(2)).Build();

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        if (_policy.Origins.Count > 0 && http.Request.Path.StartsWithSegments(Reply.BasePath, StringComparison.Ordinal)) Promise(http);
        return next(context);
    }

    /// <summary>When the answer begins, because a problem takes back what was prepared before.</summary>
    private void Promise(HttpContext http) => http.Response.OnStarting(() =>
    {
        var result = cors.EvaluatePolicy(http, _policy);
        cors.ApplyResult(result, http.Response);
        // What a page of another origin may read is told by CORS; this header would forbid it before.
        if (result.IsOriginAllowed) http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // With one origin in the settings the library does not say so, and the answer differs all the same.
        var vary = http.Response.Headers.GetCommaSeparatedValues(HeaderNames.Vary);
        if (!vary.Contains(HeaderNames.Origin, StringComparer.OrdinalIgnoreCase)) http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        return Task.CompletedTask;
    });
}
