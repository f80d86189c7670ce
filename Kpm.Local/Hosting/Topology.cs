using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpm.Local.Hosting;

/// <summary>What exists in every environment: read from <c>infra/topology.json</c>, which the Bicep template and the app read too.</summary>
public sealed record Topology(
    string Database,
    string KeysDatabase,
    string PartitionKeyPath,
    IReadOnlyList<TopologyContainer> Containers,
    IReadOnlyList<TopologyContainer> KeysContainers,
    IReadOnlyList<string> BlobContainers,
    QueueDefaults QueueDefaults,
    IReadOnlyList<string> Queues)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static Topology Read(string path) =>
        JsonSerializer.Deserialize<Topology>(File.ReadAllText(path), Json) ?? throw new InvalidDataException($"{path} is empty.");
}

/// <summary>One Cosmos DB container. <c>DefaultTtlSeconds</c>: null = no time to live, -1 = only documents that carry their own <c>ttl</c>.</summary>
public sealed record TopologyContainer(
    string Name,
    IReadOnlyList<string> IndexedPaths,
    int? DefaultTtlSeconds = null,
    IReadOnlyList<IReadOnlyList<string>>? CompositeIndexes = null);

/// <summary>Settings shared by every Service Bus queue.</summary>
public sealed record QueueDefaults(int LockSeconds, int MaxDeliveryCount, int DuplicateDetectionSeconds);
