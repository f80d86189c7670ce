using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpm.Local.Cosmos.Http;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>The built-in functions that queries may call, and what SQLite needs to compute them with the service's meaning. https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions</summary>
internal static class QueryFunctions
{
    private static readonly Dictionary<string, (int Min, int Max)> Known = new()
    {
        ["IS_DEFINED"] = (1, 1),
        ["IS_NULL"] = (1, 1),
        ["ARRAY_CONTAINS"] = (2, 2),
        ["ARRAY_LENGTH"] = (1, 1),
        ["CONTAINS"] = (2, 3),
        ["STARTSWITH"] = (2, 3),
        ["ENDSWITH"] = (2, 3),
        ["LOWER"] = (1, 1),
        ["UPPER"] = (1, 1),
    };

    private static readonly ConcurrentDictionary<(string Pattern, string Escape), Regex> Patterns = new();

    /// <exception cref="CosmosError">400: no such function, or too few or too many arguments.</exception>
    public static void RequireKnown(string name, int arguments)
    {
        if (!Known.TryGetValue(name, out var count)) throw CosmosError.BadRequest($"'{name}' is not a function that the local account has.");
        if (arguments < count.Min || arguments > count.Max) throw CosmosError.BadRequest($"The function '{name}' takes {count.Min} to {count.Max} arguments here.");
    }

    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction("cosmos_contains", (string text, string part, bool ignoreCase) => text.Contains(part, Case(ignoreCase)), isDeterministic: true);
        connection.CreateFunction("cosmos_startswith", (string text, string part, bool ignoreCase) => text.StartsWith(part, Case(ignoreCase)), isDeterministic: true);
        connection.CreateFunction("cosmos_endswith", (string text, string part, bool ignoreCase) => text.EndsWith(part, Case(ignoreCase)), isDeterministic: true);
        connection.CreateFunction("cosmos_lower", (string text) => text.ToLowerInvariant(), isDeterministic: true);
        connection.CreateFunction("cosmos_upper", (string text) => text.ToUpperInvariant(), isDeterministic: true);
        connection.CreateFunction("cosmos_like", (string text, string pattern, string escape) => Pattern(pattern, escape).IsMatch(text), isDeterministic: true);
        connection.CreateFunction("cosmos_json_equals", (string left, string right) => JsonElement.DeepEquals(Json(left), Json(right)), isDeterministic: true);
        connection.CreateFunction("cosmos_array_contains", (string array, string value) => ArrayContains(Json(array), Json(value)), isDeterministic: true);
    }

    private static StringComparison Case(bool ignore) => ignore ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static bool ArrayContains(JsonElement array, JsonElement value) => array.EnumerateArray().Any(element => JsonElement.DeepEquals(element, value));

    private static Regex Pattern(string pattern, string escape) => Patterns.GetOrAdd((pattern, escape), key => Compile(key.Pattern, key.Escape));

    // % any text, _ one character, [a-f] and [^a-f] sets. https://learn.microsoft.com/azure/cosmos-db/nosql/query/keywords
    private static Regex Compile(string pattern, string escape)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var setEnd = c == '[' ? pattern.IndexOf(']', i) : -1;
            if (escape.Length > 0 && c == escape[0] && i + 1 < pattern.Length) regex.Append(Regex.Escape(pattern[++i].ToString()));
            else if (c == '%') regex.Append(".*");
            else if (c == '_') regex.Append('.');
            else if (setEnd > i + 1) (_, i) = (regex.Append(pattern.AsSpan(i, setEnd - i + 1).ToString().Replace("\\", "\\\\", StringComparison.Ordinal)), setEnd);
            else regex.Append(Regex.Escape(c.ToString()));
        }

        return new Regex(regex.Append("\\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
