using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;

namespace Kpm.Tests.Functions.Queues;

public sealed class ReceivedEventTests
{
    [Fact]
    public void Given_AnEvent_When_PutOffTwice_Then_ItKeepsItsIdAndFirstTimeAndCountsAttempts()
    {
        var first = ReceivedEvent.TryParse("""{"id":"e1","type":"t.v1","traceparent":"00-1-2-01","data":{}}""")!;
        var second = ReceivedEvent.TryParse(first.PutOff(new Timestamp(1000)))!;
        var third = ReceivedEvent.TryParse(second.PutOff(new Timestamp(2000)))!;
        third.Id.Should().Be("e1");
        third.Attempt.Should().Be(2);
        third.FirstAttemptTs.Should().Be(new Timestamp(1000));
        third.TraceParent.Should().Be("00-1-2-01");
        new[] { first, second, third }.Select(received => received.PutOffMessageId).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":"t.v1","data":{}}""")]
    [InlineData("""{"id":7,"data":{}}""")]
    [InlineData("""{"id":"e1"}""")]
    public void Given_TextThatIsNoEvent_When_Parsed_Then_ThereIsNone(string text) => ReceivedEvent.TryParse(text).Should().BeNull();

    [Theory]
    [InlineData("""{"id":"e1","data":{}}""")]
    [InlineData("""{"id":"e1","traceparent":7,"data":{}}""")]
    [InlineData("""{"id":"e1","traceparent":{},"data":{}}""")]
    public void Given_AnEventThatWasNotTraced_When_Parsed_Then_ItContinuesNothing(string text) => ReceivedEvent.TryParse(text)!.TraceParent.Should().BeNull();

    [Fact]
    public void Given_AnEventOfAnyKind_When_ItIsReadAsWhatItIs_Then_EveryMemberIsThere()
    {
        var happened = new AssetReleaseCanceled(new ReleaseId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()), [new UserId(Guid.CreateVersion7())], [], AssetRelease.Keepem, CancelReason.KeepMissing, WasAnnounced: true)
        {
            EventId = "e1",
            AggregateId = "a1",
            At = new Timestamp(1000),
        };

        ReceivedEvent.TryParse(CloudEvent.From(happened).GetRawText())!.Event().Should().BeOfType<AssetReleaseCanceled>().Which.Should().BeEquivalentTo(happened, options => options.ComparingByMembers<AssetReleaseCanceled>().WithStrictOrdering());
    }

    /// <summary>A version of the program that runs beside a newer one, or after it was rolled back, must not take v2 for v1.</summary>
    [Theory]
    [InlineData("app.keepem.user_unreachable.v2")]
    [InlineData("app.keepem.user_unreachable.v10")]
    public void Given_AnEventOfANewerVersion_When_ReadAsThisOne_Then_ItIsToBeTriedAgainLater(string type) =>
        Reading<UserUnreachable>(type).Should().Throw<TransientFailureException>().Which.Code.Should().Be("message_newer");

    [Theory]
    [InlineData("app.keepem.user_reachable.v1")]
    [InlineData("app.keepem.user_unreachable.v0")]
    [InlineData("app.keepem.user_unreachable.v")]
    [InlineData("app.keepem.unheard_of.v2")]
    [InlineData("")]
    public void Given_AnotherEvent_When_ReadAsThisOne_Then_ItFailsForGood(string type) =>
        Reading<UserUnreachable>(type).Should().Throw<PermanentFailureException>().Which.Code.Should().Be("message_unreadable");

    [Fact]
    public void Given_WorkOfANewerVersion_When_Read_Then_ItIsToBeTriedAgainLater() =>
        Reading<SendEmail>("app.keepem.send_email.v2").Should().Throw<TransientFailureException>();

    private static Func<TData> Reading<TData>(string type) where TData : class =>
        ReceivedEvent.TryParse($$$"""{"id":"e1","type":"{{{type}}}","data":{"user":"{{{Guid.CreateVersion7()}}}"}}""")!.Data<TData>;

    [Theory]
    [InlineData("""{"id":"e1","type":"app.keepem.unknown.v1","data":{}}""")]
    [InlineData("""{"id":"e1","type":"app.keepem.asset_release_claimable.v1","data":{"release":7}}""")]
    public void Given_AnUnknownKindOrOtherData_When_ReadAsAnEvent_Then_ItFailsForGood(string text) =>
        FluentActions.Invoking(() => ReceivedEvent.TryParse(text)!.Event()).Should().Throw<PermanentFailureException>().Which.Code.Should().Be("message_unreadable");
}
