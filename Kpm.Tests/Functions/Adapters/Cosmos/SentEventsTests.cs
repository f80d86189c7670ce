using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What a document keeps of the events that were sent.</summary>
public sealed class SentEventsTests
{
    private static readonly Timestamp Now = SampleStates.Now;

    [Fact]
    public void Given_AnEvent_When_ItWasSent_Then_ItIsKeptAsItIsWithTheInstant()
    {
        var sent = SentEvents.Add([], [Event("a.1.0")], Now).Should().ContainSingle().Subject;

        sent.GetRawText().Should().Be($$"""{"id":"a.1.0","data":{"text":""},"sentts":{{Now}}}""");
        SentEvents.NewestTs([sent]).Should().Be(Now);
    }

    [Fact]
    public void Given_NoEvents_When_TheNewestIsAsked_Then_ThereIsNone() => SentEvents.NewestTs([]).Should().BeNull();

    [Fact]
    public void Given_EventsOfTwoDays_When_TimePasses_Then_EachGoesWhenItsTimeIsOver()
    {
        var sent = SentEvents.Add(SentEvents.Add([], [Event("a.1.0")], Now), [Event("a.2.0")], Now + TimeSpan.FromHours(1));

        IdsOf(SentEvents.Keep(sent, Now + SentEvents.Retention)).Should().Equal("a.1.0", "a.2.0");
        IdsOf(SentEvents.Keep(sent, Now + SentEvents.Retention + TimeSpan.FromMilliseconds(1))).Should().Equal("a.2.0");
        SentEvents.Keep(sent, Now + SentEvents.Retention + TimeSpan.FromHours(2)).Should().BeEmpty();
    }

    [Fact]
    public void Given_ManyEvents_When_MoreAreSent_Then_TheOldestGo()
    {
        var sent = Enumerable.Range(1, 2 * SentEvents.Most).Aggregate((IReadOnlyList<JsonElement>)[], (before, i) => SentEvents.Add(before, [Event($"a.{i}.0")], Now));

        IdsOf(sent).Should().Equal(Enumerable.Range(SentEvents.Most + 1, SentEvents.Most).Select(i => $"a.{i}.0"));
    }

    [Fact]
    public void Given_LargeEvents_When_MoreAreSent_Then_TheOldestGoAndTheDocumentStaysSmall()
    {
        var sent = Enumerable.Range(1, 50).Aggregate((IReadOnlyList<JsonElement>)[], (before, i) => SentEvents.Add(before, [Event($"a.{i}.0", 20_000)], Now));

        IdsOf(sent).Should().Equal(Enumerable.Range(45, 6).Select(i => $"a.{i}.0"));
        JsonSerializer.SerializeToUtf8Bytes(sent).Length.Should().BeLessThan(SentEvents.MostBytes + 100);
    }

    [Fact]
    public void Given_EventsThatWereSentAtDifferentInstants_When_ThoseSinceOneAreAsked_Then_ItIsAmongThem()
    {
        var sent = Enumerable.Range(0, 3).Aggregate((IReadOnlyList<JsonElement>)[], (before, i) => SentEvents.Add(before, [Event($"a.{i}.0")], Now + TimeSpan.FromMilliseconds(i)));

        IdsOf(SentEvents.Since(sent, Now + TimeSpan.FromMilliseconds(1))).Should().Equal("a.1.0", "a.2.0");
    }

    private static IEnumerable<string> IdsOf(IEnumerable<JsonElement> events) => events.Select(happened => happened.GetProperty("id").GetString()!);

    private static JsonElement Event(string id, int size = 0) => JsonSerializer.SerializeToElement(new { id, data = new { text = new string('x', size) } });
}
