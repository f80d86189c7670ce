using System.Reflection;
using Kpm.Core.Shared;
using Kpm.Tests.Architecture.Violations;
using Kpm.Tests.Contracts;

namespace Kpm.Tests.Architecture;

/// <summary>The types of the domain keep <see cref="DomainRules"/>, and types that break them are found.</summary>
public sealed class DomainShapeTests
{
    private static readonly Type[] Domain = typeof(DomainEvent).Assembly.GetTypes();

    /// <summary>Who cancelled or executed: a user id, or the word for the system.</summary>
    private static readonly string[] Who = ["AssetReleaseCanceled.By", "AssetReleased.By"];

    [Fact]
    public void Given_TheDomain_When_ItsPropertiesAreListed_Then_NoneHasAPublicSetter() => DomainRules.PublicSetters(Domain).Should().BeEmpty();

    [Fact]
    public void Given_AStateWithASetter_When_ItsPropertiesAreListed_Then_OnlyTheSetterIsFound() =>
        DomainRules.PublicSetters([typeof(StateWithSetter)]).Should().Equal("StateWithSetter.Name can be set");

    [Fact]
    public void Given_TheEvents_When_Examined_Then_TheyCarryIdsAndCodesOnly() => DomainRules.EventFaults(Domain, Who).Should().BeEmpty();

    [Fact]
    public void Given_TheEvents_When_TheirNamesAreListed_Then_EachIsUnique() =>
        Domain.Select(type => type.GetCustomAttribute<EventNameAttribute>()?.Name).Where(name => name is not null).Should().OnlyHaveUniqueItems().And.NotBeEmpty();

    [Fact]
    public void Given_EventsThatBreakTheRules_When_Examined_Then_EveryFaultIsFound() =>
        DomainRules.EventFaults([typeof(EventNotSealed), typeof(EventWithoutName), typeof(EventBadlyNamed), typeof(EventWithContent)]).Should().BeEquivalentTo(
            "EventNotSealed is not sealed",
            "EventWithoutName has no proper name",
            "EventBadlyNamed has no proper name",
            "EventWithContent.Title may hold content",
            "EventWithContent.Friends may hold content");

    [Fact]
    public void Given_TheErrors_When_Examined_Then_TheyAreSealedAndHaveACode()
    {
        ErrorCatalogue.Types.Should().NotBeEmpty();
        DomainRules.ErrorFaults(ErrorCatalogue.Types).Should().BeEmpty();
    }

    [Fact]
    public void Given_ErrorsThatBreakTheRules_When_Examined_Then_EveryFaultIsFound() =>
        DomainRules.ErrorFaults([typeof(ErrorNotSealed), typeof(ErrorBadlyNamed)]).Should().BeEquivalentTo("ErrorNotSealed is not sealed", "ErrorBadlyNamed has no proper code");

    [Fact]
    public void Given_RecordsOfTheDomain_When_TheyHoldASecret_Then_TheyDoNotPrintIt() => DomainRules.PrintedSecrets(Domain).Should().BeEmpty();

    [Fact]
    public void Given_ARecordThatPrintsItsPassword_When_Examined_Then_ItIsFound() =>
        DomainRules.PrintedSecrets([typeof(RecordThatPrintsItsPassword)]).Should().Equal("RecordThatPrintsItsPassword prints Password");
}
