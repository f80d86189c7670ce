using System.Text;
using System.Text.Json;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>A sort value: the rank of its type and its SQL value (null, long, double or string).</summary>
internal readonly record struct SortValue(long Rank, object? Value);

/// <summary>What to do with rows whose sort values equal those of a position.</summary>
internal enum Ties
{
    /// <summary>Continue behind a document.</summary>
    After,

    /// <summary>Continue at a document.</summary>
    From,

    /// <summary>Return all of them.</summary>
    Include,

    /// <summary>Return none of them.</summary>
    Exclude,
}

/// <summary>A place in the order of a query: sort values, then the document's sequence number. <c>Returned</c> counts the rows of earlier pages.</summary>
internal sealed record QueryPosition(IReadOnlyList<SortValue> Values, long Sequence, Ties Ties, long Returned)
{
    public string ToContinuation()
    {
        var values = Values.Select(value => new[] { value.Rank, value.Value }).ToArray();
        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new object[] { Sequence, Returned, values }));
    }

    /// <exception cref="CosmosError">400: not a token of this query.</exception>
    public static QueryPosition FromContinuation(string token, int orderCount)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(Convert.FromBase64String(token)));
            var values = parts[2].EnumerateArray().Select(pair => new SortValue(pair[0].GetInt64(), SqlValue(pair[1]))).ToList();
            if (values.Count != orderCount) throw new FormatException();
            return new QueryPosition(values, parts[0].GetInt64(), Ties.After, parts[1].GetInt64());
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw CosmosError.BadRequest("The continuation token is malformed.");
        }
    }

    /// <summary>Where a client resumes a merged ORDER BY: <c>{"value":[…],"rid":"…","exclude":false}</c>; <c>[]</c> stands for undefined.</summary>
    public static QueryPosition FromResumeFilter(JsonElement filter, int orderCount)
    {
        var values = filter.GetProperty("value").EnumerateArray().Select(ResumeValue).ToList();
        if (values.Count != orderCount) throw CosmosError.BadRequest("The resume filter does not match the ORDER BY clause.");
        if (filter.TryGetProperty("rid", out var rid) && rid.GetString() is { } text)
        {
            return new QueryPosition(values, ResourceIds.DocumentSequence(text) ?? throw CosmosError.BadRequest("The resume filter has no valid rid."), Ties.From, 0);
        }

        return new QueryPosition(values, 0, filter.GetProperty("exclude").GetBoolean() ? Ties.Exclude : Ties.Include, 0);
    }

    private static SortValue ResumeValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array when value.GetArrayLength() == 0 => new SortValue(ScalarSql.Undefined, null),
        JsonValueKind.Array or JsonValueKind.Object => throw CosmosError.BadRequest("The local account cannot resume an ORDER BY at an array or object."),
        _ => new SortValue(ScalarSql.RankOf(value), SqlValue(value)),
    };

    private static object? SqlValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1L,
        JsonValueKind.False => 0L,
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? integer : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        _ => null,
    };
}
