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
            select senders.SendAsync(queue, Message(cloudEvent), cancellationToken));
        foreach (var cloudEvent in events) KpmMeter.Event(TypeOf(cloudEvent));
    }

    private static string TypeOf(JsonElement cloudEvent) => cloudEvent.GetProperty("type").GetString()!;

    private static ServiceBusMessage Message(JsonElement cloudEvent) => new(BinaryData.FromString(cloudEvent.GetRawText()))
    {
        MessageId = cloudEvent.GetProperty("id").GetString(),
        ContentType = CloudEvent.ContentType,
        Subject = TypeOf(cloudEvent),
    };
}
