using System.Text.Json.Nodes;
using Kpm.Local.Hosting;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra;

/// <summary>Containers and queues of the template are those of the topology, which other tests hold against the code.</summary>
public sealed class StoresTests
{
    private static readonly Topology Topology = Topology.Read(LocalPart.TopologyPath);

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_ItsContainersAreRead_Then_TheyAreThoseOfTheTopology(string environment)
    {
        var predicted = PredictedEnvironment.Read(environment).Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").ToArray();

        predicted.Select(Shape).Should().BeEquivalentTo(
            Topology.Containers.Select(container => Shape(Topology.Database, container)).Concat(Topology.KeysContainers.Select(container => Shape(Topology.KeysDatabase, container))));
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_ItsQueuesAreRead_Then_TheyAreThoseOfTheTopology(string environment)
    {
        var queues = PredictedEnvironment.Read(environment).Of("Microsoft.ServiceBus/namespaces/queues").ToArray();

        queues.Select(queue => PredictedEnvironment.NameOf(queue).Split('/')[1]).Should().BeEquivalentTo(Topology.Queues);
        queues.Select(queue => queue["properties"]!).Should().AllSatisfy(queue =>
        {
            ((string)queue["lockDuration"]!).Should().Be($"PT{Topology.QueueDefaults.LockSeconds}S");
            ((int)queue["maxDeliveryCount"]!).Should().Be(Topology.QueueDefaults.MaxDeliveryCount);
            ((string)queue["duplicateDetectionHistoryTimeWindow"]!).Should().Be($"PT{Topology.QueueDefaults.DuplicateDetectionSeconds}S");
            ((bool)queue["requiresDuplicateDetection"]!).Should().BeTrue();
            ((bool)queue["deadLetteringOnMessageExpiration"]!).Should().BeTrue();
        });
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_ItsBlobContainersAreRead_Then_FilesAndPackagesHaveAnAccountEach(string environment)
    {
        var containers = PredictedEnvironment.Read(environment).Of("Microsoft.Storage/storageAccounts/blobServices/containers").Select(container => PredictedEnvironment.NameOf(container).Split('/')).ToArray();

        containers.Select(path => path[^1]).Should().BeEquivalentTo([.. Topology.BlobContainers, "packages"]);
        containers.Select(path => path[0]).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_AnEnvironment_When_TheBackupOfTheKeysIsRead_Then_ItIsAsShortAsTheAppSays(string environment)
    {
        var predicted = PredictedEnvironment.Read(environment);

        predicted.Of("Microsoft.DocumentDB/databaseAccounts").Single(account => PredictedEnvironment.NameOf(account).Contains("-keys-", StringComparison.Ordinal))
            ["properties"]!["backupPolicy"]!["continuousModeProperties"]!["tier"]!.GetValue<string>().Should().Be($"Continuous{predicted.Settings["Keys__BackupRetentionDays"]}Days");
    }

    private static string Shape(JsonObject container)
    {
        var resource = container["properties"]!["resource"]!;
        var policy = resource["indexingPolicy"]!;
        policy["excludedPaths"]!.AsArray().Select(Path).Should().Equal("/*");
        return Shape(
            PredictedEnvironment.NameOf(container).Split('/')[1],
            (string)resource["id"]!,
            string.Join(' ', resource["partitionKey"]!["paths"]!.AsArray().Select(path => (string)path!)),
            (int?)resource["defaultTtl"],
            policy["includedPaths"]!.AsArray().Select(Path),
            policy["compositeIndexes"]!.AsArray().Select(index => index!.AsArray().Select(Path)));
    }

    private static string Shape(string database, TopologyContainer container) =>
        Shape(database, container.Name, Topology.PartitionKeyPath, container.DefaultTtlSeconds, container.IndexedPaths, container.CompositeIndexes ?? []);

    private static string Shape(string database, string name, string partitionKey, int? timeToLive, IEnumerable<string> paths, IEnumerable<IEnumerable<string>> composites) =>
        FormattableString.Invariant($"{database}/{name} by {partitionKey} ttl {timeToLive}: {string.Join(' ', paths)}; {string.Join(' ', composites.Select(index => string.Join('+', index)))}");

    private static string Path(JsonNode? index) => (string)index!["path"]!;
}
