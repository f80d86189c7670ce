using System.Globalization;
using System.Text.Json;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Parses scalar expressions by descent, loosest operator first: <c>?? OR AND NOT comparison</c>.</summary>
internal sealed class ExpressionParser(TokenReader tokens, IReadOnlyDictionary<string, JsonElement> parameters, string alias)
{
    private static readonly string[] Comparisons = ["=", "!=", "<>", "<=", ">=", "<", ">"];
    private static readonly string[] Aggregates = ["SUM", "AVG", "MIN", "MAX"];

    public Expression Parse()
    {
        var left = ParseOr();
        return tokens.TryTake("??") ? new Coalesce(left, Parse()) : left;
    }

    public int ParseInteger()
    {
        var value = Primary() is Constant { Value: { ValueKind: JsonValueKind.Number } number } && number.TryGetInt32(out var integer) ? integer : -1;
        return value >= 0 ? value : throw CosmosError.BadRequest("TOP, OFFSET and LIMIT need a non-negative integer.");
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (tokens.TryTake("OR")) left = new Or(left, ParseAnd());
        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (tokens.TryTake("AND")) left = new And(left, ParseNot());
        return left;
    }

    private Expression ParseNot() => tokens.TryTake("NOT") ? new Not(ParseNot()) : ParseComparison();

    private Expression ParseComparison()
    {
        var left = Primary();
        var negated = tokens.Is("NOT") && (tokens.IsFollowing("IN") || tokens.IsFollowing("BETWEEN") || tokens.IsFollowing("LIKE")) && tokens.TryTake("NOT");
        if (tokens.TryTake("IN")) return Negate(ParseIn(left), negated);
        if (tokens.TryTake("BETWEEN")) return Negate(ParseBetween(left), negated);
        if (tokens.TryTake("LIKE")) return Negate(ParseLike(left), negated);
        var comparison = Array.Find(Comparisons, tokens.TryTake);
        return comparison is null ? left : new Comparison(comparison == "<>" ? "!=" : comparison, left, Primary());
    }

    private static Expression Negate(Expression expression, bool negated) => negated ? new Not(expression) : expression;

    private Expression ParseIn(Expression value)
    {
        tokens.Require("(");
        Expression any = new Comparison("=", value, Parse());
        while (tokens.TryTake(",")) any = new Or(any, new Comparison("=", value, Parse()));
        tokens.Require(")");
        return any;
    }

    private And ParseBetween(Expression value)
    {
        var low = Primary();
        tokens.Require("AND");
        return new And(new Comparison(">=", value, low), new Comparison("<=", value, Primary()));
    }

    private Like ParseLike(Expression value)
    {
        var pattern = Primary();
        if (!tokens.TryTake("ESCAPE")) return new Like(value, pattern, null);
        var escape = tokens.Take();
        return escape is { Kind: TokenKind.Text, Value.Length: 1 } ? new Like(value, pattern, escape.Value) : throw CosmosError.BadRequest("ESCAPE needs a string of one character.");
    }

    private Expression Primary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number: return Constant(tokens.Take().Value);
            case TokenKind.Text: return new Constant(JsonSerializer.SerializeToElement(tokens.Take().Value));
            case TokenKind.Parameter: return Parameter(tokens.Take().Value);
            case TokenKind.Word: return tokens.IsFollowing("(") ? Function() : NameOrConstant();
        }

        if (tokens.TryTake("-") && tokens.Current.Kind == TokenKind.Number) return Constant("-" + tokens.Take().Value);
        if (tokens.TryTake("[")) return new ArrayConstruction(List("]", Parse));
        if (tokens.TryTake("{")) return new ObjectConstruction(List("}", Property));
        tokens.Require("(");
        if (tokens.Is("SELECT")) throw CosmosError.BadRequest("The local account has no subqueries.");
        var inner = Parse();
        tokens.Require(")");
        return inner;
    }

    private static Constant Constant(string number) => new(JsonSerializer.SerializeToElement(double.Parse(number, CultureInfo.InvariantCulture)));

    private Constant Parameter(string name) =>
        parameters.TryGetValue(name, out var value) ? new Constant(value) : throw CosmosError.BadRequest($"The parameter '{name}' has no value.");

    private Expression NameOrConstant()
    {
        var word = tokens.Take().Value;
        if (word.Equals("true", StringComparison.OrdinalIgnoreCase)) return new Constant(JsonSerializer.SerializeToElement(true));
        if (word.Equals("false", StringComparison.OrdinalIgnoreCase)) return new Constant(JsonSerializer.SerializeToElement(false));
        if (word.Equals("null", StringComparison.OrdinalIgnoreCase)) return new Constant(JsonSerializer.SerializeToElement<object?>(null));
        if (word != alias) throw CosmosError.BadRequest($"Identifier '{word}' could not be resolved.");
        return new PropertyPath(Steps());
    }

    private List<PathStep> Steps()
    {
        var steps = new List<PathStep>();
        while (true)
        {
            if (tokens.TryTake("."))
            {
                steps.Add(new PathStep(tokens.RequireName(), 0));
            }
            else if (tokens.TryTake("["))
            {
                steps.Add(tokens.Current.Kind == TokenKind.Text ? new PathStep(tokens.Take().Value, 0) : new PathStep(null, ParseInteger()));
                tokens.Require("]");
            }
            else
            {
                return steps;
            }
        }
    }

    private Expression Function()
    {
        var name = tokens.Take().Value.ToUpperInvariant();
        tokens.Require("(");
        if (Aggregates.Contains(name)) throw CosmosError.BadRequest($"The local account has no aggregate but COUNT, not '{name}'.");
        var arguments = List(")", Parse);
        if (name == "COUNT") return arguments.Count == 1 ? new Count(arguments[0]) : throw CosmosError.BadRequest("COUNT takes one argument.");
        QueryFunctions.RequireKnown(name, arguments.Count);
        return new Call(name, arguments);
    }

    private (string Name, Expression Value) Property()
    {
        var name = tokens.Current.Kind == TokenKind.Text ? tokens.Take().Value : tokens.RequireName();
        tokens.Require(":");
        return (name, Parse());
    }

    private List<T> List<T>(string end, Func<T> element)
    {
        var elements = new List<T>();
        if (tokens.TryTake(end)) return elements;
        do elements.Add(element());
        while (tokens.TryTake(","));
        tokens.Require(end);
        return elements;
    }
}
