using System.Text.Json;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>The body of a query request: text, parameters and, when a client resumes a merged ORDER BY, the place to resume from.</summary>
internal sealed record QueryRequest(string Text, IReadOnlyDictionary<string, JsonElement> Parameters, JsonElement? ResumeFilter)
{
    public static QueryRequest All { get; } = new("SELECT * FROM c", new Dictionary<string, JsonElement>(), null);

    /// <exception cref="CosmosError">400: malformed.</exception>
    public static QueryRequest Parse(byte[] body)
    {
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(body);
            var parameters = new Dictionary<string, JsonElement>();
            if (root.TryGetProperty("parameters", out var list) && list.ValueKind == JsonValueKind.Array)
            {
                foreach (var parameter in list.EnumerateArray()) parameters[parameter.GetProperty("name").GetString()!] = parameter.GetProperty("value");
            }

            return new QueryRequest(
                root.GetProperty("query").GetString() ?? throw CosmosError.BadRequest("The request has no query."),
                parameters,
                root.TryGetProperty("resumeFilter", out var resume) && resume.ValueKind == JsonValueKind.Object ? resume : null);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw CosmosError.BadRequest("The query body is malformed.");
        }
    }
}
