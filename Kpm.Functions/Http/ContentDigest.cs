using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>The SHA-256 that a request declares for its body in <c>Content-Digest</c> (RFC 9530).</summary>
internal static class ContentDigest
{
    public const string Header = "Content-Digest";

    private const string Algorithm = "sha-256=";
    private const int Size = 32;

    /// <summary>64 lower-case hexadecimal characters; null when it declares none. Other algorithms are passed over.</summary>
    public static Result<string?> Of(HttpRequest request)
    {
        foreach (var member in request.Headers[Header].ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (!member.StartsWith(Algorithm, StringComparison.Ordinal)) continue;
            var digest = new byte[Size];
            return member[Algorithm.Length..] is [':', .. var text, ':'] && Convert.TryFromBase64String(text, digest, out var length) && length == Size
                ? Convert.ToHexStringLower(digest)
                : new ContentDigestInvalid();
        }

        return (string?)null;
    }
}
