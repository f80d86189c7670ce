using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>
/// What finds a request in the logs. A caller may choose it, to find its own trail in both; only as a UUID, because anything else could
/// bring an address or a name into the logs.
/// </summary>
internal sealed record RequestId(string Value)
{
    public const string Header = "X-Request-Id";

    /// <summary>The id of a request; the one of the invocation before the pipeline has begun.</summary>
    public static string Of(HttpContext http, string otherwise) => http.Features.Get<RequestId>()?.Value ?? otherwise;

    /// <summary>Takes the caller's id if it is a UUID, and the given one if not.</summary>
    public static RequestId Take(HttpContext http, string otherwise)
    {
        var id = new RequestId(Guid.TryParseExact(http.Request.Headers[Header].ToString(), "D", out var chosen) ? chosen.ToString() : otherwise);
        http.Features.Set(id);
        return id;
    }
}
