using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>The <c>Link</c> header (RFC 8288).</summary>
internal static class Links
{
    public static void AppendLink(this IHeaderDictionary headers, string target, string relation) =>
        headers.Append(HeaderNames.Link, $"<{target}>; rel=\"{relation}\"");

    /// <summary>Names the first, previous, next and last page of a list, with everything else that the caller asked for.</summary>
    public static void AppendPages(HttpContext http, IPageResponse page)
    {
        var last = Math.Max(1, (page.Total + page.Size - 1) / page.Size);
        var pages = new (string Relation, int Page, bool Exists)[]
        {
            ("first", 1, true),
            ("prev", Math.Min(page.Page - 1, last), page.Page > 1),
            ("next", page.Page + 1, page.Page < last),
            ("last", last, true),
        };
        foreach (var (relation, number, _) in pages.Where(candidate => candidate.Exists)) http.Response.Headers.AppendLink(PathOf(http.Request, number), relation);
    }

    private static string PathOf(HttpRequest request, int page)
    {
        var query = request.Query.Where(parameter => parameter.Key != "page")
            .SelectMany(parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value))
            .Append(KeyValuePair.Create<string, string?>("page", page.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, query);
    }
}
