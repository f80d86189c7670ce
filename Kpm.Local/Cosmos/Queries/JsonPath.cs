using System.Globalization;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Quoted SQLite JSON paths. One spelling for indexes and queries, because SQLite compares index expressions by their text.</summary>
internal static class JsonPath
{
    /// <summary>The value at a policy path such as <c>/a/b</c>.</summary>
    public static string Extract(string column, string policyPath) =>
        $"json_extract({column}, {Quote(policyPath.Trim('/').Split('/').Select(name => new PathStep(name, 0)))})";

    /// <summary>A path as an SQL text literal.</summary>
    /// <exception cref="Http.CosmosError">400: a property name that holds a quotation mark.</exception>
    public static string Quote(IEnumerable<PathStep> steps) => $"'${string.Concat(steps.Select(Step)).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Step(PathStep step)
    {
        if (step.Name is null) return $"[{step.Index.ToString(CultureInfo.InvariantCulture)}]";
        if (step.Name.Contains('"', StringComparison.Ordinal)) throw Http.CosmosError.BadRequest("The local account takes no property names with quotation marks in queries.");
        return $".\"{step.Name}\"";
    }
}
