using System.Text.Json.Nodes;

namespace Kpm.Local.Cosmos.Metadata;

/// <summary>
/// Which paths a container indexes. The most precise of the included and excluded paths decides; <c>id</c> and <c>_ts</c> are always indexed.
/// https://learn.microsoft.com/azure/cosmos-db/index-policy
/// </summary>
internal sealed class IndexingPolicy
{
    private readonly List<(string Path, bool Included)> _rules;
    private readonly List<List<(string Path, bool Descending)>> _composites;

    public IndexingPolicy(JsonNode? policy)
    {
        _rules = [.. Paths(policy?["includedPaths"]).Select(path => (path, true)), .. Paths(policy?["excludedPaths"]).Select(path => (path, false))];
        _composites = (policy?["compositeIndexes"] as JsonArray ?? []).Select(index => index!.AsArray().Select(part =>
            ((string)part!["path"]!, string.Equals((string?)part["order"], "descending", StringComparison.OrdinalIgnoreCase))).ToList()).ToList();
    }

    /// <summary>Paths such as <c>/a/b</c> that are indexed by name, not by a wildcard.</summary>
    public IEnumerable<string> ExplicitPaths => _rules.Where(rule => rule.Included && rule.Path.EndsWith("/?", StringComparison.Ordinal)).Select(rule => rule.Path[..^2]);

    public static JsonObject Default() => new()
    {
        ["indexingMode"] = "consistent",
        ["automatic"] = true,
        ["includedPaths"] = new JsonArray(new JsonObject { ["path"] = "/*" }),
        ["excludedPaths"] = new JsonArray(new JsonObject { ["path"] = "/\"_etag\"/?" }),
    };

    public bool Includes(string path) => path is "/id" or "/_ts" || _rules
        .Where(rule => Covers(rule.Path, path)).OrderByDescending(rule => rule.Path.Length).ThenByDescending(rule => rule.Included).FirstOrDefault().Included;

    /// <summary>
    /// Whether an ORDER BY on the path also returns documents without it: only when the path is indexed by name.
    /// https://learn.microsoft.com/azure/cosmos-db/nosql/query/order-by
    /// </summary>
    public bool IncludesByName(string path) => ExplicitPaths.Contains(path);

    /// <summary>Whether a composite index has exactly these paths in these or in all reversed directions.</summary>
    public bool HasComposite(IReadOnlyList<(string Path, bool Descending)> order) =>
        _composites.Any(index => index.SequenceEqual(order) || index.SequenceEqual(order.Select(part => (part.Path, !part.Descending))));

    private static bool Covers(string rule, string path) => rule.EndsWith("/?", StringComparison.Ordinal)
        ? rule[..^2] == path
        : rule.EndsWith('*') && (path + "/").StartsWith(rule[..^1], StringComparison.Ordinal);

    private static IEnumerable<string> Paths(JsonNode? rules) =>
        (rules as JsonArray ?? []).Select(rule => ((string)rule!["path"]!).Replace("\"", "", StringComparison.Ordinal));
}
