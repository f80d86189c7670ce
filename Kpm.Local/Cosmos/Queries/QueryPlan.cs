using System.Globalization;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>
/// How a client runs a query over all partitions: it sends the rewritten query to each and merges the rows by the sort keys that the
/// rewritten query puts beside the payload, adds up the counts, and applies offset, limit and top to the merged stream.
/// </summary>
internal static class QueryPlan
{
    /// <summary>The client puts the filter that resumes a merge in this place, or <c>true</c>.</summary>
    private const string ResumePlace = "{documentdb-formattableorderbyquery-filter}";

    /// <exception cref="CosmosError">400: outside the subset, or an ORDER BY without index.</exception>
    public static string ToJson(QueryRequest request, CosmosContainer container)
    {
        var query = QueryParser.Parse(request);
        IndexRules.RequireOrderIndex(query, container);
        var info = new JsonObject
        {
            ["distinctType"] = "None",
            ["top"] = query.Top,
            ["offset"] = query.Offset,
            ["limit"] = query.Limit,
            ["orderBy"] = new JsonArray(query.OrderBy.Select(item => (JsonNode?)(item.Descending ? "Descending" : "Ascending")).ToArray()),
            ["orderByExpressions"] = new JsonArray(query.OrderBy.Select(item => (JsonNode?)item.Text).ToArray()),
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = query.IsCount ? new JsonArray("Count") : [],
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = Rewrite(query),
            ["hasSelectValue"] = query.Selection == Selection.Value,
            ["hasNonStreamingOrderBy"] = false,
        };
        var range = new JsonObject { ["min"] = "", ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false };
        return new JsonObject { ["partitionedQueryExecutionInfoVersion"] = 2, ["queryInfo"] = info, ["queryRanges"] = new JsonArray(range) }.ToJsonString();
    }

    // Empty: the client sends the original text.
    private static string Rewrite(ParsedQuery query)
    {
        if (query.IsCount) return $"SELECT VALUE [{{\"item\": {CountText(query)}}}] FROM {query.Alias}{Where(query)}";
        if (query.OrderBy.Count == 0 && query.Offset is null) return "";
        var top = query.Top is { } count ? $"TOP {Number(count)} " : "";
        // Every partition must deliver what the merged stream might skip.
        var paging = query.Offset is { } offset ? $" OFFSET 0 LIMIT {Number((long)offset + query.Limit!.Value)}" : "";
        if (query.OrderBy.Count == 0) return $"SELECT {top}{SelectText(query)} FROM {query.Alias}{Where(query)}{paging}";
        var keys = string.Join(", ", query.OrderBy.Select(item => $"{{\"item\": {item.Text}}}"));
        var order = string.Join(", ", query.OrderBy.Select(item => $"{item.Text} {(item.Descending ? "DESC" : "ASC")}"));
        var filter = query.WhereText is null ? $"({ResumePlace})" : $"({query.WhereText}) AND ({ResumePlace})";
        return $"SELECT {top}{query.Alias}._rid, [{keys}] AS orderByItems, {Payload(query)} AS payload FROM {query.Alias} WHERE {filter} ORDER BY {order}{paging}";
    }

    private static string CountText(ParsedQuery query) =>
        query.Items[0].Expression is Count ? query.Items[0].Text : throw CosmosError.BadRequest("The local account takes COUNT across partitions only as SELECT VALUE COUNT(…).");

    private static string Where(ParsedQuery query) => query.WhereText is null ? "" : $" WHERE {query.WhereText}";

    private static string SelectText(ParsedQuery query) => query.Selection switch
    {
        Selection.Document => "*",
        Selection.Value => $"VALUE {query.Items[0].Text}",
        _ => string.Join(", ", query.Items.Select(item => item.Name.StartsWith('$') ? item.Text : $"{item.Text} AS {item.Name}")),
    };

    private static string Payload(ParsedQuery query) => query.Selection switch
    {
        Selection.Document => query.Alias,
        Selection.Value => query.Items[0].Text,
        _ => $"{{{string.Join(", ", query.Items.Select(item => $"\"{item.Name}\": {item.Text}"))}}}",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
