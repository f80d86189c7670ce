using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Kpm.Functions.Telemetry;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>Sends to queues: one sender per queue, reused for ever; every transfer is counted.</summary>
internal sealed class QueueSenders(ServiceBusClient client)
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.Ordinal);

    public Task SendAsync(string queue, ServiceBusMessage message, CancellationToken cancellationToken)
    {
        KpmMeter.Called("service_bus");
        return For(queue).SendMessageAsync(message, cancellationToken);
    }

    public Task SendAsync(string queue, ServiceBusMessageBatch batch, CancellationToken cancellationToken)
    {
        KpmMeter.Called("service_bus");
        return For(queue).SendMessagesAsync(batch, cancellationToken);
    }

    /// <summary>As many messages in a transfer as a message may be large. When it fails, some may have been sent.</summary>
    public async Task SendManyAsync(string queue, IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < messages.Count;)
        {
            using var batch = await NewBatchAsync(queue, cancellationToken);
            foreach (var message in messages.Skip(sent))
                if (!batch.TryAddMessage(message)) break;
            if (batch.Count > 0) await SendAsync(queue, batch, cancellationToken);
            else await SendAsync(queue, messages[sent], cancellationToken);
            sent += Math.Max(batch.Count, 1);
        }
    }

    /// <summary>An empty batch, as large as a message to this queue may be.</summary>
    public ValueTask<ServiceBusMessageBatch> NewBatchAsync(string queue, CancellationToken cancellationToken) => For(queue).CreateMessageBatchAsync(cancellationToken);

    private ServiceBusSender For(string queue) => _senders.GetOrAdd(queue, client.CreateSender);
}
