using ArchUnitNET.Loader;
using Kpm.Core.Shared;
using Model = ArchUnitNET.Domain.Architecture;

namespace Kpm.Tests.Architecture;

/// <summary>The contexts of the domain see each other only as <see cref="ContextRules"/> allows.</summary>
public sealed class ContextTests
{
    private const string Fixture = "Kpm.Tests.Architecture.Violations";
    private static readonly Model Code = new ArchLoader().LoadAssemblies(typeof(DomainEvent).Assembly, typeof(ContextTests).Assembly).Build();

    public static TheoryData<string> Rules => [.. ContextRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Given_TheDomain_When_ARuleIsApplied_Then_ItHolds(string rule) =>
        ContextRules.All[rule]("Kpm.Core").Evaluate(Code).Where(result => !result.Passed).Select(result => result.Description).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Rules))]
    public void Given_AFixtureThatBreaksTheRule_When_TheRuleIsApplied_Then_ItFails(string rule) =>
        ContextRules.All[rule](Fixture).HasNoViolations(Code).Should().BeFalse();
}
