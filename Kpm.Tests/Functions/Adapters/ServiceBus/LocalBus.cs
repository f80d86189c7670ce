using Azure.Messaging.ServiceBus;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Tests.Local;
using Kpm.Tests.Local.ServiceBus;

namespace Kpm.Tests.Functions.Adapters.ServiceBus;

/// <summary>One local broker with the queues of the topology.</summary>
public sealed class LocalBus : IAsyncLifetime
{
    private LocalPart? _part;
    private ServiceBusClient? _client;
    private OutboxPublisher? _publisher;

    internal OutboxPublisher Publisher => _publisher!;

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("service-bus", "--topology", LocalPart.TopologyPath, "--control-port", LocalPart.FreePort().ToString());
        _client = new ServiceBusClient(BrokerProcess.ConnectionStringOf(_part.Port));
        _publisher = new OutboxPublisher(new QueueSenders(_client));
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
        if (_part is not null) await _part.DisposeAsync();
    }

    /// <summary>The messages about one aggregate that lie in a queue, oldest first.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> AboutAsync(string aggregateId, string queue)
    {
        await using var receiver = _client!.CreateReceiver(queue);
        var peeked = new List<ServiceBusReceivedMessage>();
        while (await receiver.PeekMessagesAsync(100) is { Count: > 0 } next) peeked.AddRange(next);
        return [.. peeked.Where(message => message.MessageId.StartsWith(aggregateId, StringComparison.Ordinal))];
    }
}
