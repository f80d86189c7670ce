using Kpm.Local.Hosting;

namespace Kpm.Tests.Local;

public sealed class PartOptionsTests
{
    [Fact]
    public void Given_NameAndValue_When_Parsed_Then_ItCanBeRead() =>
        PartOptions.Parse(["--port", "7071"]).Integer("port", 0).Should().Be(7071);

    [Theory]
    [InlineData("port")]
    [InlineData("--port")]
    public void Given_BrokenPair_When_Parsed_Then_ItIsRefused(string argument) =>
        FluentActions.Invoking(() => PartOptions.Parse([argument])).Should().Throw<ArgumentException>();

    [Fact]
    public void Given_TheTopologyOfTheRepository_When_Read_Then_EveryContainerHasAName() =>
        Topology.Read(LocalPart.TopologyPath).Containers.Should().NotBeEmpty().And.OnlyContain(c => c.Name.Length > 0);
}
