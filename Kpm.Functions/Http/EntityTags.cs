using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>What the caller knows already (RFC 9110, section 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Whether <c>If-None-Match</c> names this tag; compared weakly, as the RFC asks for.</summary>
    public static bool AreKnown(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
}
