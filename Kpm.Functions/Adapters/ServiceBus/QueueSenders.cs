using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>One sender per queue, reused for ever.</summary>
internal sealed class QueueSenders(ServiceBusClient client)
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.Ordinal);

    public ServiceBusSender For(string queue) => _senders.GetOrAdd(queue, client.CreateSender);
}
