using System.Text.Json.Nodes;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;
using Kpm.Tests.Local;

namespace Kpm.Tests.Functions.Adapters.ServiceBus;

/// <summary>
/// Events as they were once written, one on each line of <c>storedEvents.ndjson</c>. They lie in queues, in documents and among failures, for
/// two weeks and more, so a line is never changed: an event of another form gets another version in its name, a record and a line of its own, and
/// the old record stays, with its reactions, until no store holds one.
/// </summary>
public sealed class StoredEventTests
{
    private static readonly IReadOnlyList<string> Lines =
        File.ReadAllLines(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Functions", "Adapters", "ServiceBus", "storedEvents.ndjson"));

    [Fact]
    public void Given_EveryKindOfEvent_When_Written_Then_ItHasTheFormThatItAlwaysHad()
    {
        var written = SampleEvents.All.Select(happened => CloudEvent.From(happened).GetRawText()).ToList();

        written.Except(Lines).Should().BeEmpty("the form of an event is fixed with its name; a new kind needs a line of its own");
    }

    [Fact]
    public void Given_EveryEventThatWasEverWritten_When_Read_Then_ItIsUnderstood()
    {
        foreach (var line in Lines)
        {
            var received = ReceivedEvent.TryParse(line)!;

            var read = received.Event();

            EventRouting.QueuesFor(received.Type).Should().NotBeNull();
            var again = CloudEvent.From(read);
            JsonNode.DeepEquals(JsonNode.Parse(again.GetRawText()), JsonNode.Parse(line)).Should().BeTrue($"{line} was read as {again}");
        }
    }
}
