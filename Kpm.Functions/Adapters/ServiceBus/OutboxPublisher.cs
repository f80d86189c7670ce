using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Kpm.Functions.Queues;
using Kpm.Functions.Telemetry;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>Sends events to the queue of every reaction that wants them.</summary>
internal sealed class OutboxPublisher(QueueSenders senders)
{
    /// <summary>Returns when every event is durable in every queue; what was sent twice is dropped by duplicate detection or by the reaction.</summary>
    public async Task PublishAsync(IReadOnlyList<JsonElement> events, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            from cloudEvent in events
            from queue in EventRouting.QueuesFor(TypeOf(cloudEvent))
            select senders.SendAsync(queue, Message(cloudEvent, IdOf(cloudEvent)), cancellationToken));
        foreach (var cloudEvent in events) KpmMeter.Event(TypeOf(cloudEvent));
    }

    /// <summary>
    /// Sends events again that were sent before. The messages have other ids than the first time, or duplicate detection would drop them; the
    /// ids of the events stay, so every reaction knows what it has done already. An event that a newer version of the program raised is left out.
    /// </summary>
    /// <param name="events">The events.</param>
    /// <param name="run">Names this time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task PublishAgainAsync(IReadOnlyList<JsonElement> events, Guid run, CancellationToken cancellationToken) => Task.WhenAll(
        from cloudEvent in events
        where CloudEvent.EventOf(TypeOf(cloudEvent)) is not null
        from queue in EventRouting.QueuesFor(TypeOf(cloudEvent))
        group Message(cloudEvent, $"{IdOf(cloudEvent)}:replay:{run}") by queue into messages
        select senders.SendManyAsync(messages.Key, [.. messages], cancellationToken));

    private static string IdOf(JsonElement cloudEvent) => cloudEvent.GetProperty("id").GetString()!;

    private static string TypeOf(JsonElement cloudEvent) => cloudEvent.GetProperty("type").GetString()!;

    private static ServiceBusMessage Message(JsonElement cloudEvent, string id) => new(BinaryData.FromString(cloudEvent.GetRawText()))
    {
        MessageId = id,
        ContentType = CloudEvent.ContentType,
        Subject = TypeOf(cloudEvent),
    };
}
