using System.Text.Json;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Parses the supported subset of the query language; all else is 400. https://learn.microsoft.com/azure/cosmos-db/nosql/query/select</summary>
internal sealed class QueryParser
{
    private static readonly string[] Clauses = ["FROM", "WHERE", "ORDER", "GROUP", "OFFSET", "JOIN", "IN", "AS"];
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private readonly string _alias;

    private QueryParser(string text, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        _alias = FindAlias(text);
        _tokens = new TokenReader(text);
        _expressions = new ExpressionParser(_tokens, parameters, _alias);
    }

    public static ParsedQuery Parse(QueryRequest request) => new QueryParser(request.Text, request.Parameters).Query();

    /// <summary>The expression of a condition such as <c>FROM c WHERE c.n = 1</c>.</summary>
    public static Expression ParseCondition(string condition)
    {
        var query = Parse(new QueryRequest("SELECT * " + condition, new Dictionary<string, JsonElement>(), null));
        return query is { Where: not null, OrderBy.Count: 0, Offset: null } ? query.Where : throw CosmosError.BadRequest("A condition has the form FROM c WHERE …");
    }

    // The select list names the alias that only FROM, after it, defines.
    private static string FindAlias(string text)
    {
        var tokens = new TokenReader(text);
        while (!tokens.Is("FROM")) tokens.Take();
        tokens.Take();
        return ReadAlias(tokens);
    }

    private static string ReadAlias(TokenReader tokens)
    {
        var alias = tokens.RequireName();
        if (tokens.TryTake("AS") || (tokens.Current.Kind == TokenKind.Word && !Array.Exists(Clauses, tokens.Is))) alias = tokens.RequireName();
        if (tokens.Is("JOIN") || tokens.Is("IN") || tokens.Is(".") || tokens.Is("[")) throw CosmosError.BadRequest("The local account has neither joins nor iteration over arrays.");
        return alias;
    }

    private ParsedQuery Query()
    {
        _tokens.Require("SELECT");
        if (_tokens.Is("DISTINCT")) throw CosmosError.BadRequest("The local account has no DISTINCT.");
        int? top = _tokens.TryTake("TOP") ? _expressions.ParseInteger() : null;
        var (selection, items) = Select();
        _tokens.Require("FROM");
        ReadAlias(_tokens);
        var where = _tokens.TryTake("WHERE") ? _tokens.WithText(_expressions.Parse) : default;
        if (_tokens.Is("GROUP")) throw CosmosError.BadRequest("The local account has no GROUP BY.");
        var order = OrderBy();
        int? offset = null, limit = null;
        if (_tokens.TryTake("OFFSET"))
        {
            offset = _expressions.ParseInteger();
            _tokens.Require("LIMIT");
            limit = _expressions.ParseInteger();
            if (top is not null) throw CosmosError.BadRequest("'TOP' cannot be used in the same query with 'OFFSET LIMIT'.");
        }

        if (_tokens.Current.Kind != TokenKind.End) throw _tokens.Unexpected();
        var query = new ParsedQuery(_alias, selection, items, where.Value, where.Text, order, top, offset, limit);
        RefuseMixedAggregates(query);
        return query;
    }

    private static void RefuseMixedAggregates(ParsedQuery query)
    {
        if (!query.IsCount) return;
        if (query.Selection != Selection.Value) throw CosmosError.BadRequest("The local account takes COUNT only as SELECT VALUE COUNT(…).");
        if (query.OrderBy.Count > 0 || query.MaxRows is not null) throw CosmosError.BadRequest("The local account takes COUNT without ORDER BY, TOP, OFFSET and LIMIT only.");
    }

    private (Selection Selection, IReadOnlyList<SelectItem> Items) Select()
    {
        if (_tokens.TryTake("*")) return (Selection.Document, []);
        if (_tokens.TryTake("VALUE"))
        {
            var (expression, text) = _tokens.WithText(_expressions.Parse);
            return (Selection.Value, [new SelectItem("", expression, text)]);
        }

        var items = new List<SelectItem>();
        do items.Add(Item(items.Count + 1));
        while (_tokens.TryTake(","));
        if (items.DistinctBy(item => item.Name).Count() < items.Count) throw CosmosError.BadRequest("Two selected expressions have the same name.");
        return (Selection.Properties, items);
    }

    private SelectItem Item(int position)
    {
        var (expression, text) = _tokens.WithText(_expressions.Parse);
        var named = _tokens.TryTake("AS") || (_tokens.Current.Kind == TokenKind.Word && !_tokens.Is("FROM"));
        return new SelectItem(named ? _tokens.RequireName() : ImpliedName(expression, position), expression, text);
    }

    private string ImpliedName(Expression expression, int position) => expression switch
    {
        PropertyPath { Steps.Count: 0 } => _alias,
        PropertyPath path when path.Steps[^1].Name is { } name => name,
        _ => $"${position}",
    };

    private List<OrderItem> OrderBy()
    {
        var order = new List<OrderItem>();
        if (!_tokens.TryTake("ORDER")) return order;
        _tokens.Require("BY");
        do
        {
            var (expression, text) = _tokens.WithText(_expressions.Parse);
            if (expression is not PropertyPath { PolicyPath: not null } path) throw CosmosError.BadRequest("Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.");
            var descending = _tokens.TryTake("DESC");
            if (!descending) _tokens.TryTake("ASC");
            order.Add(new OrderItem(path, text, descending));
        }
        while (_tokens.TryTake(","));
        return order;
    }
}
