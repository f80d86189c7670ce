using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>
/// What every answer says, whoever gives it; an answer that says something else of its own keeps it. The words are those of the OWASP Secure Headers Project.
/// </summary>
internal static class StandardHeaders
{
    private static readonly (string Name, string Value)[] Always =
    [
        (HeaderNames.StrictTransportSecurity, "max-age=63072000; includeSubDomains"),
        (HeaderNames.XContentTypeOptions, "nosniff"),
        (HeaderNames.XFrameOptions, "DENY"),
        (HeaderNames.ContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(self), microphone=()"),
    ];

    /// <summary>Adds them when the answer begins, so that an answer that is taken back for a problem has them, too.</summary>
    public static void Promise(HttpContext http, RequestId id) => http.Response.OnStarting(() =>
    {
        var headers = http.Response.Headers;
        headers[RequestId.Header] = id.Value;
        foreach (var (name, value) in Always) headers.TryAdd(name, value);
        // What is read is about one person and may change at any moment; a refusal may be over in the next.
        headers.TryAdd(HeaderNames.CacheControl, new StringValues(http.Response.StatusCode < 400 ? "private, no-cache" : "no-store"));
        return Task.CompletedTask;
    });
}
