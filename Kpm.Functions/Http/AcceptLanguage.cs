using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>Chooses the language of an answer (RFC 9110, section 12.5.4).</summary>
internal static class AcceptLanguage
{
    /// <summary>The language that the caller likes best among those that Kpm speaks; English when there is none, or the header cannot be read.</summary>
    public static Language Of(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var ranges)) return Language.En;
        foreach (var range in ranges.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1))
            if (range.Value.Value?.Split('-')[0] is [>= 'A', ..] name && Enum.TryParse<Language>(name, ignoreCase: true, out var language)) return language;
        return Language.En;
    }
}
