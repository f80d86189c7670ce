using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>A queue of one test with a sender and a receiver.</summary>
internal sealed class TestQueue : IAsyncDisposable
{
    private readonly ServiceBusClient _client;

    public TestQueue(BrokerProcess broker)
    {
        _client = broker.Client;
        Name = broker.NewQueue();
        Sender = _client.CreateSender(Name);
        Receiver = _client.CreateReceiver(Name);
    }

    public string Name { get; }

    public ServiceBusSender Sender { get; }

    public ServiceBusReceiver Receiver { get; }

    public static async Task<TestQueue> WithMessageAsync(BrokerProcess broker, string body = "x")
    {
        var queue = new TestQueue(broker);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage(body));
        return queue;
    }

    /// <summary>The next message, which must come.</summary>
    public async Task<ServiceBusReceivedMessage> ReceiveAsync() =>
        await Receiver.ReceiveMessageAsync(BrokerProcess.Patience) ?? throw new TimeoutException($"No message came from {Name}.");

    public ServiceBusReceiver DeadLetterReceiver() => _client.CreateReceiver(Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public async ValueTask DisposeAsync()
    {
        await Sender.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
