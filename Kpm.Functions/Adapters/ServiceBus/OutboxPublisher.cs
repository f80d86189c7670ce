using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Kpm.Functions.Queues;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>Sends events to the queue of every reaction that wants them.</summary>
internal sealed class OutboxPublisher(QueueSenders senders)
{
    /// <summary>Returns when every event is durable in every queue; what was sent twice is dropped by duplicate detection or by the reaction.</summary>
    public Task PublishAsync(IReadOnlyList<JsonElement> events, CancellationToken cancellationToken) => Task.WhenAll(
        from cloudEvent in events
        from queue in EventRouting.QueuesFor(cloudEvent.GetProperty("type").GetString()!)
        select senders.For(queue).SendMessageAsync(Message(cloudEvent), cancellationToken));

    private static ServiceBusMessage Message(JsonElement cloudEvent) => new(BinaryData.FromString(cloudEvent.GetRawText()))
    {
        MessageId = cloudEvent.GetProperty("id").GetString(),
        ContentType = CloudEvent.ContentType,
        Subject = cloudEvent.GetProperty("type").GetString(),
    };
}
