using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>The version that the caller names in <c>If-Match</c> (RFC 9110, section 13.1.1).</summary>
internal static class ExpectedVersion
{
    private const long NoVersion = -1;

    /// <summary>Null when any will do; a tag that is none of ours matches nothing.</summary>
    public static long? Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : NoVersion;
    }
}
