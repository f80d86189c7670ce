using System.Globalization;
using System.Text.Json;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>
/// Turns expressions over a document <c>d.body</c> into SQLite SQL. A condition is 1, 0 or NULL for undefined, which SQL's AND, OR and
/// NOT combine just as the service does. https://learn.microsoft.com/azure/cosmos-db/nosql/query/equality-comparison-operators
/// </summary>
internal sealed class SqlEmitter
{
    private const string Body = "d.body";
    private readonly List<(string Name, object? Value)> _arguments = [];

    public IReadOnlyList<(string Name, object? Value)> Arguments => _arguments;

    /// <summary>Binds a value and answers the name of its SQL parameter.</summary>
    public string Bind(object? value)
    {
        var name = "$a" + _arguments.Count.ToString(CultureInfo.InvariantCulture);
        _arguments.Add((name, value));
        return name;
    }

    public string Condition(Expression expression) => expression switch
    {
        And(var left, var right) => $"({Condition(left)} AND {Condition(right)})",
        Or(var left, var right) => $"({Condition(left)} OR {Condition(right)})",
        Not(var operand) => $"(NOT {Condition(operand)})",
        Comparison { Operator: "=" } equal => Equal(Scalar(equal.Left), Scalar(equal.Right)),
        Comparison { Operator: "!=" } unequal => $"(NOT {Equal(Scalar(unequal.Left), Scalar(unequal.Right))})",
        Comparison comparison => Ordered(comparison.Operator, Scalar(comparison.Left), Scalar(comparison.Right)),
        Like like => WhenText(Scalar(like.Value), Scalar(like.Pattern), (value, pattern) => $"cosmos_like({value}, {pattern}, {Bind(like.Escape ?? "")})"),
        Call call when ConditionCall(call) is { } sql => sql,
        Constant { Value.ValueKind: JsonValueKind.True } => "1",
        Constant { Value.ValueKind: JsonValueKind.False } => "0",
        Constant => "NULL",
        _ => Truth(Scalar(expression)),
    };

    public ScalarSql Scalar(Expression expression) => expression switch
    {
        Constant constant => ConstantValue(constant.Value),
        PropertyPath path => Property(path),
        Coalesce(var left, var right) => CoalesceValues(Scalar(left), Scalar(right)),
        Call { Function: "LOWER" or "UPPER" } call => ChangedCase(call.Function, Scalar(call.Arguments[0])),
        Call { Function: "ARRAY_LENGTH" } call => ArrayLength(Scalar(call.Arguments[0])),
        Count(var counted) => CountRows(Scalar(counted)),
        ArrayConstruction or ObjectConstruction => throw CosmosError.BadRequest("The local account takes constructed arrays and objects in SELECT only."),
        _ => FromCondition(Condition(expression)),
    };

    private string? ConditionCall(Call call)
    {
        ScalarSql Argument(int index) => Scalar(call.Arguments[index]);
        return call.Function switch
        {
            "IS_DEFINED" => $"({Argument(0).Rank} <> 0)",
            "IS_NULL" => $"({Argument(0).Rank} = 1)",
            "CONTAINS" or "STARTSWITH" or "ENDSWITH" => WhenText(
                Argument(0), Argument(1), (text, part) => $"cosmos_{call.Function.ToLowerInvariant()}({text}, {part}, {IgnoreCase(call)})"),
            "ARRAY_CONTAINS" => ArrayContains(Argument(0), Argument(1)),
            _ => null,
        };
    }

    private static string IgnoreCase(Call call) => call.Arguments.ElementAtOrDefault(2) switch
    {
        null or Constant { Value.ValueKind: JsonValueKind.False } => "0",
        Constant { Value.ValueKind: JsonValueKind.True } => "1",
        _ => throw CosmosError.BadRequest($"The third argument of '{call.Function}' must be true or false."),
    };

    private ScalarSql ConstantValue(JsonElement value)
    {
        var rank = ScalarSql.RankOf(value);
        object? bound = rank switch
        {
            ScalarSql.Boolean => value.GetBoolean() ? 1L : 0L,
            ScalarSql.Number => value.TryGetInt64(out var integer) ? integer : value.GetDouble(),
            ScalarSql.Text => value.GetString(),
            _ => null,
        };
        return new ScalarSql(rank.ToString(CultureInfo.InvariantCulture), bound is null ? "NULL" : Bind(bound), Bind(value.GetRawText())) { FixedRank = rank };
    }

    private static ScalarSql Property(PropertyPath path)
    {
        if (path.Steps.Count == 0) return new ScalarSql("6", "NULL", Body) { FixedRank = ScalarSql.Object };
        var quoted = JsonPath.Quote(path.Steps);
        return new ScalarSql(ScalarSql.RankOfType($"json_type({Body}, {quoted})"), $"json_extract({Body}, {quoted})", $"({Body} -> {quoted})");
    }

    private static string Equal(ScalarSql left, ScalarSql right)
    {
        if (left.FixedRank is not null && right.FixedRank is null) (left, right) = (right, left);
        return right.FixedRank switch
        {
            ScalarSql.Null => $"(CASE {left.Rank} WHEN 0 THEN NULL WHEN 1 THEN 1 ELSE 0 END)",
            ScalarSql.Boolean or ScalarSql.Number or ScalarSql.Text => $"(CASE {left.Rank} WHEN 0 THEN NULL WHEN {right.Rank} THEN {left.Value} = {right.Value} ELSE 0 END)",
            _ => $"(CASE WHEN {left.Rank} = 0 OR {right.Rank} = 0 THEN NULL ELSE cosmos_json_equals({left.Json}, {right.Json}) END)",
        };
    }

    // Only two numbers, two strings or two Booleans have an order; all other pairs are undefined.
    private static string Ordered(string comparison, ScalarSql left, ScalarSql right)
    {
        if (left.FixedRank == ScalarSql.Null || right.FixedRank == ScalarSql.Null) throw CosmosError.BadRequest("The local account takes no order comparison with null.");
        return $"(CASE WHEN {left.Rank} = {right.Rank} AND {left.Rank} IN (2, 3, 4) THEN {left.Value} {comparison} {right.Value} END)";
    }

    private static string WhenText(ScalarSql text, ScalarSql other, Func<string, string, string> then) =>
        $"(CASE WHEN {text.Rank} = 4 AND {other.Rank} = 4 THEN {then(text.Value, other.Value)} END)";

    private static string ArrayContains(ScalarSql array, ScalarSql value) =>
        $"(CASE WHEN {array.Rank} = 5 AND {value.Rank} <> 0 THEN cosmos_array_contains({array.Json}, {value.Json}) END)";

    private static string Truth(ScalarSql scalar) => $"(CASE {scalar.Rank} WHEN 2 THEN {scalar.Value} END)";

    private static ScalarSql FromCondition(string condition) => new(
        $"(CASE WHEN {condition} IS NULL THEN 0 ELSE 2 END)", $"({condition})", $"(CASE {condition} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)");

    private static ScalarSql CoalesceValues(ScalarSql left, ScalarSql right)
    {
        string Pick(string whenDefined, string otherwise) => $"(CASE WHEN {left.Rank} <> 0 THEN {whenDefined} ELSE {otherwise} END)";
        return new ScalarSql(Pick(left.Rank, right.Rank), Pick(left.Value, right.Value), Pick(left.Json, right.Json));
    }

    private static ScalarSql ChangedCase(string function, ScalarSql text)
    {
        var value = $"(CASE WHEN {text.Rank} = 4 THEN cosmos_{function.ToLowerInvariant()}({text.Value}) END)";
        return new ScalarSql($"(CASE WHEN {text.Rank} = 4 THEN 4 ELSE 0 END)", value, $"(CASE WHEN {text.Rank} = 4 THEN json_quote({value}) END)");
    }

    private static ScalarSql ArrayLength(ScalarSql array)
    {
        var value = $"(CASE WHEN {array.Rank} = 5 THEN json_array_length({array.Json}) END)";
        return new ScalarSql($"(CASE WHEN {array.Rank} = 5 THEN 3 ELSE 0 END)", value, $"CAST({value} AS TEXT)");
    }

    private static ScalarSql CountRows(ScalarSql counted)
    {
        var value = $"count(CASE WHEN {counted.Rank} <> 0 THEN 1 END)";
        return new ScalarSql("3", value, $"CAST({value} AS TEXT)") { FixedRank = ScalarSql.Number };
    }
}
