using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;

namespace Kpm.Tests.Functions.Queues;

/// <summary>What an event says of a change among the things on which plans depend.</summary>
public sealed class ChangedThingTests
{
    private static readonly ReleaseId Plan = new(Guid.CreateVersion7());
    private static readonly AssetId Asset = new(Guid.CreateVersion7());
    private static readonly Timestamp At = new(1000);

    [Fact]
    public void Given_AChangeOfAPlan_When_Read_Then_ItSaysTheVersionOfThePlanWithIt() =>
        Read(new AssetReleaseRevised(Plan, [], []), Plan.ToString()).Should().BeEquivalentTo(new PlanChange([$"{Plan}"], null, At, 12));

    [Fact]
    public void Given_AChangeOfAnAssetByAPlan_When_Read_Then_ItSaysNothingOfTheVersionOfThePlan() =>
        Read(new AssetHeld(Asset, Plan), Asset.ToString()).Should().BeEquivalentTo(new PlanChange([$"{Asset}"], Plan, At));

    [Fact]
    public void Given_AKeepThatEnds_When_Read_Then_ItNamesBothPeople()
    {
        var (one, other, keep) = (new UserId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()), new KeepId(Guid.CreateVersion7()));
        Read(new KeepDeclined(keep, one, other, WasAccepted: true), keep.ToString()).Should().BeEquivalentTo(new PlanChange([$"{one}", $"{other}"], null, At));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e1")]
    [InlineData("a.b.c")]
    [InlineData("a.-1.0")]
    [InlineData("a.1.0.0")]
    public void Given_AnotherIdOfAnEvent_When_ItsVersionIsSought_Then_ThereIsNone(string eventId) => DomainEvent.VersionIn(eventId).Should().BeNull();

    private static PlanChange Read(DomainEvent happened, string aggregate)
    {
        var raised = happened with { EventId = $"{aggregate}.12.0", AggregateId = aggregate, At = At };
        return ReceivedEvent.TryParse(CloudEvent.From(raised).GetRawText())!.Data<RehearsalQueues.ChangedThing>().Change;
    }
}
