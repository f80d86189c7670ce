using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>
/// Entity tags (RFC 9110, section 8.8.3). One of a thing with a version is <c>"version-digest"</c>: a change is refused by the version alone, while a
/// reader has to hear of everything that is shown, such as the name of somebody else.
/// </summary>
internal static class EntityTags
{
    private const int DigestLength = 8;
    private const long NoVersion = -1;

    /// <summary>The tag of what is sent.</summary>
    /// <param name="bytes">What is sent.</param>
    /// <param name="version">Of the thing, if it has one.</param>
    public static string Of(ReadOnlySpan<byte> bytes, long? version = null)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes)[..DigestLength]);
        return version is { } known ? string.Create(CultureInfo.InvariantCulture, $"\"{known}-{digest}\"") : $"\"{digest}\"";
    }

    /// <summary>Whether <c>If-None-Match</c> names this tag (section 13.1.2); compared weakly, as the RFC asks for.</summary>
    public static bool AreKnown(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));

    /// <summary>The version that <c>If-Match</c> names (section 13.1.1). Null when any will do; a tag that is none of ours matches nothing.</summary>
    public static long? ExpectedVersion(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*") return null;
        return long.TryParse(header.Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : NoVersion;
    }
}
