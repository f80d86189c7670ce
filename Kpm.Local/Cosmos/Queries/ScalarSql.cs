using System.Text.Json;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>
/// A scalar expression in SQL, in three columns: <c>Rank</c> (the JSON type as a number, in the service's sort order), <c>Value</c>
/// (to compare within one type) and <c>Json</c> (the JSON text, NULL when undefined).
/// </summary>
internal sealed record ScalarSql(string Rank, string Value, string Json)
{
    public const int Undefined = 0, Null = 1, Boolean = 2, Number = 3, Text = 4, Array = 5, Object = 6;

    /// <summary>The type when it is known without looking at a document.</summary>
    public int? FixedRank { get; init; }

    public static int RankOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Null,
        JsonValueKind.True or JsonValueKind.False => Boolean,
        JsonValueKind.Number => Number,
        JsonValueKind.String => Text,
        JsonValueKind.Array => Array,
        JsonValueKind.Object => Object,
        _ => Undefined,
    };

    /// <summary>Rank of what <c>json_type</c> says about a place in a document.</summary>
    public static string RankOfType(string jsonType) =>
        $"(CASE {jsonType} WHEN 'text' THEN 4 WHEN 'integer' THEN 3 WHEN 'real' THEN 3 WHEN 'true' THEN 2 WHEN 'false' THEN 2 WHEN 'null' THEN 1 WHEN 'array' THEN 5 WHEN 'object' THEN 6 ELSE 0 END)";
}
