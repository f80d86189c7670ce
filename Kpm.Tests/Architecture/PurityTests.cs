using System.Reflection;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Tests.Architecture.Violations;

namespace Kpm.Tests.Architecture;

/// <summary>The domain does no I/O, knows no framework, and is told the time.</summary>
public sealed class PurityTests
{
    private static readonly Assembly Core = typeof(DomainEvent).Assembly;

    /// <summary>Azure, ASP.NET, HTTP, serializers and frameworks, by the beginning of an assembly's name.</summary>
    private static readonly string[] Foreign = ["Azure", "Microsoft.", "Newtonsoft", "System.Net", "System.Text.Json", "System.Data", "System.Xml", "System.Runtime.Serialization"];

    [Fact]
    public void Given_TheDomain_When_ItsReferencesAreListed_Then_NoneIsForeign() => ForeignReferencesOf(Core).Should().BeEmpty();

    [Theory]
    [InlineData("Azure.Core")]
    [InlineData("Microsoft.AspNetCore.Http.Abstractions")]
    [InlineData("System.Text.Json")]
    public void Given_TheFunctions_When_TheirReferencesAreListed_Then_TheForeignOnesAreFound(string reference) =>
        ForeignReferencesOf(typeof(Problem).Assembly).Should().Contain(reference);

    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Today")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("T:System.TimeProvider")]
    [InlineData("T:System.Random")]
    [InlineData("M:System.Guid.NewGuid")]
    [InlineData("M:System.Guid.CreateVersion7")]
    [InlineData("T:System.Net.Http.HttpClient")]
    [InlineData("T:System.IO.File")]
    public void Given_ClockIdsChanceAndInputOutput_When_TheDomainIsCompiled_Then_TheAnalyzerBansThem(string symbol) =>
        BannedSymbols.OfCore.Should().Contain(symbol);

    [Fact]
    public void Given_TheDomain_When_ItsCodeIsRead_Then_ItUsesNoBannedSymbol() =>
        BannedSymbols.UsedBy(Core.Location, BannedSymbols.OfCore).Should().BeEmpty();

    [Fact]
    public void Given_AFixtureThatReadsTheClock_When_ItsCodeIsRead_Then_TheSymbolsAreFound()
    {
        ReadsTheClock.Now.Should().NotBeEmpty();

        BannedSymbols.UsedBy(typeof(ReadsTheClock).Assembly.Location, BannedSymbols.OfCore)
            .Should().Contain(["P:System.DateTime.UtcNow", "T:System.Random", "M:System.Guid.NewGuid"]);
    }

    private static IEnumerable<string> ForeignReferencesOf(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => Foreign.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)));
}
