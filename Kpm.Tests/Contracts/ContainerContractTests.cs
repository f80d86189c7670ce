using System.Reflection;
using System.Text.RegularExpressions;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Local.Hosting;
using Kpm.Tests.Local;

namespace Kpm.Tests.Contracts;

/// <summary>The containers of the code and of the topology are the same.</summary>
public sealed partial class ContainerContractTests
{
    /// <summary>Containers that the topology makes and that no code opens: every reaction of today is repeatable without a record of its own.</summary>
    private static readonly string[] NotOpened = ["inbox"];

    private static readonly Topology Topology = Topology.Read(LocalPart.TopologyPath);

    [Fact]
    public void Given_TheContainersThatTheCodeOpens_When_ComparedWithTheTopology_Then_TheyAreTheSame() =>
        OpenedByName(DefaultDatabase()).Concat(OfAggregates()).Distinct()
            .Should().BeEquivalentTo(Topology.Containers.Select(container => container.Name).Except(NotOpened));

    [Fact]
    public void Given_TheContainersOfTheKeysDatabase_When_TheCodeOpensThem_Then_TheyExist() =>
        OpenedByName(OtherDatabase()).Should().BeSubsetOf(Topology.KeysContainers.Select(container => container.Name));

    [Fact]
    public void Given_TheContainersOfAggregates_When_TheOutboxesAreSweptOrSentAgain_Then_NoneIsLeftOut() =>
        Outbox.Containers.Should().BeEquivalentTo(OfAggregates());

    private static IEnumerable<string> OpenedByName(Regex opening) =>
        from file in Directory.EnumerateFiles(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions"), "*.cs", SearchOption.AllDirectories)
        from Match call in opening.Matches(File.ReadAllText(file))
        select call.Groups[1].Value;

    /// <summary>The containers of the stores' mappings.</summary>
    private static IEnumerable<string> OfAggregates() =>
        (from type in typeof(Outbox).Assembly.GetTypes()
         let mapping = type.GetProperty("Mapping", BindingFlags.Public | BindingFlags.Static)
         where mapping is { PropertyType.IsGenericType: true } && mapping.PropertyType.GetGenericTypeDefinition() == typeof(AggregateMapping<,,>)
         select (string)mapping.PropertyType.GetProperty("Container")!.GetValue(mapping.GetValue(null))!).Distinct();

    [GeneratedRegex(@"GetContainer\(""([^""]+)""\)")]
    private static partial Regex DefaultDatabase();

    [GeneratedRegex(@"GetContainer\([^()""]+,\s*""([^""]+)""\)")]
    private static partial Regex OtherDatabase();
}
