using System.Net;
using System.Text.Json;

namespace Kpm.Tests.Running;

/// <summary>An answer of the API, read whole.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Body, Uri? Location, string? ETag, HttpResponseMessage Response)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The stable code of a problem; null when it is none, and in the answer to HEAD.</summary>
    public string? Code => Response.Content.Headers.ContentType?.MediaType == "application/problem+json" && Body.Length > 0 ? Json.GetProperty("code").GetString() : null;

    /// <summary>A header of the answer, joined by a comma where there are several; null when there is none.</summary>
    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The last part of the path of <see cref="Location"/>.</summary>
    public string NewId => Location!.ToString().Split('?')[0].Split('/')[^1];

    public override string ToString() => $"{(int)Status} {Code} {Location}";
}
