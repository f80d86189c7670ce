using System.Globalization;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Queries;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Storage;

/// <summary>SQLite indexes for the paths that a container's policy indexes by name; wildcard paths are read by scanning.</summary>
internal static class PathIndexes
{
    public static void Ensure(SqliteConnection connection, CosmosContainer container)
    {
        foreach (var path in container.Indexing.ExplicitPaths.Where(CanBeIndexed))
        {
            connection.Run(
                $"CREATE INDEX IF NOT EXISTS {Name(container, path)} ON documents(range, {JsonPath.Extract("body", path)}) WHERE container={container.Number.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>The index that serves a path, or null when the path has none.</summary>
    public static string? Find(CosmosContainer container, string path) => container.Indexing.IncludesByName(path) && CanBeIndexed(path) ? Name(container, path) : null;

    private static bool CanBeIndexed(string path) => !path.AsSpan().ContainsAny("[]*\"'");

    private static string Name(CosmosContainer container, string path) => $"\"path_{container.Number.ToString(CultureInfo.InvariantCulture)}{path}\"";
}
