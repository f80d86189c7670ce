using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>What a query needs from the indexing policy. https://learn.microsoft.com/azure/cosmos-db/index-policy</summary>
internal static class IndexRules
{
    /// <exception cref="CosmosError">400: an ORDER BY that no index serves.</exception>
    public static void RequireOrderIndex(ParsedQuery query, CosmosContainer container)
    {
        var order = query.OrderBy.Select(item => (Path: item.Path.PolicyPath!, item.Descending)).ToList();
        if (order.Count == 1 && !container.Indexing.Includes(order[0].Path)) throw CosmosError.BadRequest("The index path corresponding to the specified order-by item is excluded.");
        if (order.Count > 1 && !container.Indexing.HasComposite(order)) throw CosmosError.BadRequest("The order by query does not have a corresponding composite index that it can be served from.");
    }

    /// <summary>Whether the filter looks at a path that is not indexed, so that the service would have to read every document.</summary>
    public static bool Scans(ParsedQuery query, CosmosContainer container)
    {
        var partitionKey = string.Concat(container.PartitionKeyPath.Select(name => $"/{name}"));
        return query.Where is { } where && Paths(where).Any(path => path.PolicyPath is not { } policyPath || (policyPath != partitionKey && !container.Indexing.Includes(policyPath)));
    }

    /// <summary>Indexed paths that the filter compares with a constant in a way that every result must satisfy, with that comparison.</summary>
    public static IEnumerable<(string Path, string Operator, Constant Constant)> RequiredComparisons(Expression? where) => where switch
    {
        And(var left, var right) => RequiredComparisons(left).Concat(RequiredComparisons(right)),
        Comparison { Operator: not "!=", Left: PropertyPath { PolicyPath: { } path }, Right: Constant constant } comparison when IsSortable(constant) => [(path, comparison.Operator, constant)],
        _ => [],
    };

    private static bool IsSortable(Constant constant) => ScalarSql.RankOf(constant.Value) is ScalarSql.Number or ScalarSql.Text;

    private static IEnumerable<PropertyPath> Paths(Expression expression) => expression switch
    {
        PropertyPath path => [path],
        And(var left, var right) => Paths(left).Concat(Paths(right)),
        Or(var left, var right) => Paths(left).Concat(Paths(right)),
        Not(var operand) => Paths(operand),
        Comparison comparison => Paths(comparison.Left).Concat(Paths(comparison.Right)),
        Like like => Paths(like.Value).Concat(Paths(like.Pattern)),
        Coalesce(var left, var right) => Paths(left).Concat(Paths(right)),
        Call call => call.Arguments.SelectMany(Paths),
        _ => [],
    };
}
