using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>The one range of bytes that a request asks for (RFC 9110, section 14.2).</summary>
internal sealed record ByteRange(long Offset, long Count)
{
    public bool IsSatisfiable => Count > 0;

    /// <summary>Null for the whole: no range, several ranges, or an <c>If-Range</c> that names another entity.</summary>
    public static ByteRange? Of(HttpRequest request, long size, string entityTag)
    {
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var header) || header.Unit != "bytes" || header.Ranges.Count != 1) return null;
        if (request.Headers.IfRange.ToString() is { Length: > 0 } condition && condition != entityTag) return null;
        var range = header.Ranges.Single();
        var (from, to) = range.From is { } first
            ? (first, Math.Min(range.To ?? (size - 1), size - 1))
            : (Math.Max(0, size - (range.To ?? 0)), size - 1);
        return new ByteRange(from, Math.Max(0, to - from + 1));
    }
}
