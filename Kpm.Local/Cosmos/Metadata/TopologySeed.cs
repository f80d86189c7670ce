using System.Text.Json.Nodes;
using Kpm.Local.Hosting;

namespace Kpm.Local.Cosmos.Metadata;

/// <summary>Creates what the topology describes and is not there yet, and brings time to live and indexing of the rest up to date.</summary>
internal static class TopologySeed
{
    public static void Apply(Topology topology, MetadataStore metadata)
    {
        Apply(metadata, topology.Database, topology.Containers, topology.PartitionKeyPath);
        Apply(metadata, topology.KeysDatabase, topology.KeysContainers, topology.PartitionKeyPath);
    }

    private static void Apply(MetadataStore metadata, string database, IEnumerable<TopologyContainer> containers, string partitionKeyPath)
    {
        if (metadata.FindDatabase(database) is null) metadata.CreateDatabase(new JsonObject { ["id"] = database });
        foreach (var container in containers)
        {
            var definition = Definition(container, partitionKeyPath);
            if (metadata.Find(database, container.Name) is { } existing) metadata.ReplaceContainer(existing, definition);
            else metadata.CreateContainer(database, definition);
        }
    }

    private static JsonObject Definition(TopologyContainer container, string partitionKeyPath)
    {
        var definition = new JsonObject
        {
            ["id"] = container.Name,
            ["partitionKey"] = new JsonObject { ["paths"] = new JsonArray(partitionKeyPath), ["kind"] = "Hash", ["version"] = 2 },
            ["indexingPolicy"] = new JsonObject
            {
                ["indexingMode"] = "consistent",
                ["automatic"] = true,
                ["includedPaths"] = new JsonArray(container.IndexedPaths.Select(path => (JsonNode)new JsonObject { ["path"] = path }).ToArray()),
                ["excludedPaths"] = new JsonArray(new JsonObject { ["path"] = "/*" }),
                ["compositeIndexes"] = new JsonArray((container.CompositeIndexes ?? []).Select(Composite).ToArray()),
            },
        };
        if (container.DefaultTtlSeconds is { } ttl) definition["defaultTtl"] = ttl;
        return definition;
    }

    private static JsonNode Composite(IReadOnlyList<string> paths) =>
        new JsonArray(paths.Select(path => (JsonNode)new JsonObject { ["path"] = path, ["order"] = "ascending" }).ToArray());
}
