using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Http;

/// <summary>The token of the <c>Authorization</c> header (RFC 6750).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length ? header[Scheme.Length..].Trim() : null;
    }
}
