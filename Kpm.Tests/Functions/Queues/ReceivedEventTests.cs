using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;

namespace Kpm.Tests.Functions.Queues;

public sealed class ReceivedEventTests
{
    [Fact]
    public void Given_AnEvent_When_PutOffTwice_Then_ItKeepsItsIdAndFirstTimeAndCountsAttempts()
    {
        var first = ReceivedEvent.Parse("""{"id":"e1","type":"t.v1","data":{}}""");
        var second = ReceivedEvent.Parse(first.PutOff(new Timestamp(1000)));
        var third = ReceivedEvent.Parse(second.PutOff(new Timestamp(2000)));
        third.Id.Should().Be("e1");
        third.Attempt.Should().Be(2);
        third.FirstAttemptTs.Should().Be(new Timestamp(1000));
        new[] { first, second, third }.Select(received => received.PutOffMessageId).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":"t.v1","data":{}}""")]
    [InlineData("""{"id":7,"data":{}}""")]
    [InlineData("""{"id":"e1"}""")]
    public void Given_TextThatIsNoEvent_When_Parsed_Then_ItFailsForGood(string text) =>
        FluentActions.Invoking(() => ReceivedEvent.Parse(text)).Should().Throw<PermanentFailureException>().Which.Code.Should().Be("message_unreadable");

    [Fact]
    public void Given_AnEventOfAnyKind_When_ItIsReadAsWhatItIs_Then_EveryMemberIsThere()
    {
        var happened = new AssetReleaseCanceled(new ReleaseId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()), [new UserId(Guid.CreateVersion7())], [], AssetRelease.Keepem, CancelReason.KeepMissing, WasAnnounced: true)
        {
            EventId = "e1",
            AggregateId = "a1",
            At = new Timestamp(1000),
        };

        ReceivedEvent.Parse(CloudEvent.From(happened).GetRawText()).Event().Should().BeOfType<AssetReleaseCanceled>().Which.Should().BeEquivalentTo(happened, options => options.ComparingByMembers<AssetReleaseCanceled>().WithStrictOrdering());
    }

    [Theory]
    [InlineData("""{"id":"e1","type":"app.keepem.unknown.v1","data":{}}""")]
    [InlineData("""{"id":"e1","type":"app.keepem.asset_release_claimable.v1","data":{"release":7}}""")]
    public void Given_AnUnknownKindOrOtherData_When_ReadAsAnEvent_Then_ItFailsForGood(string text) =>
        FluentActions.Invoking(() => ReceivedEvent.Parse(text).Event()).Should().Throw<PermanentFailureException>().Which.Code.Should().Be("message_unreadable");
}
