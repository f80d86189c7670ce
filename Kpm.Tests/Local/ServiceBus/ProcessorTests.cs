using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>The way the Functions host consumes queues: 16 calls at once, nothing prefetched.</summary>
public sealed class ProcessorTests : IAsyncLifetime
{
    private static readonly ServiceBusProcessorOptions Options = new() { MaxConcurrentCalls = 16, PrefetchCount = 0 };
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private BrokerProcess _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await BrokerProcess.StartAsync("--max-delivery-count", "3", "--lock-seconds", "10");

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Given_AProcessor_When_ThousandsOfMessagesCome_Then_EachIsHandledOnce()
    {
        const int messages = 5000;
        await using var queue = new TestQueue(_broker);
        await using var processor = Processor(queue.Name);
        await processor.StartProcessingAsync();

        for (var sent = 0; sent < messages; sent += 100) await SendAsync(queue, sent, 100);

        await Eventually.IsTrueAsync(() => Task.FromResult(_seen.Count == messages));
        await processor.StopProcessingAsync();
        _seen.Values.Should().OnlyContain(times => times == 1);
        (await _broker.StatusAsync(queue.Name)).Should().BeEquivalentTo(new { Active = 0, Locked = 0, DeadLetter = 0 });
    }

    [Fact]
    public async Task Given_AHandlerThatThrows_When_TheDeliveriesAreUsedUp_Then_OnlyItsMessageIsDeadLettered()
    {
        await using var queue = new TestQueue(_broker);
        await using var processor = Processor(queue.Name, failing: "7");
        await SendAsync(queue, 0, 20);

        await processor.StartProcessingAsync();

        await Eventually.IsTrueAsync(async () => _seen.Count == 19 && (await _broker.StatusAsync(queue.Name)).DeadLetter == 1);
        await using var deadLetters = queue.DeadLetterReceiver();
        (await deadLetters.ReceiveMessageAsync(BrokerProcess.Patience)).Body.ToString().Should().Be("7");
    }

    [Fact]
    public async Task Given_ARunningProcessor_When_TheBrokerRestarts_Then_ItGoesOnByItself()
    {
        await using var queue = new TestQueue(_broker);
        await using var processor = Processor(queue.Name);
        await processor.StartProcessingAsync();
        await SendAsync(queue, 0, 50);
        await Eventually.IsTrueAsync(() => Task.FromResult(_seen.Count == 50));

        await _broker.KillAndRestartAsync();
        await SendAsync(queue, 50, 50);

        await Eventually.IsTrueAsync(() => Task.FromResult(_seen.Count == 100));
    }

    private static Task SendAsync(TestQueue queue, int first, int count) =>
        queue.Sender.SendMessagesAsync(Enumerable.Range(first, count).Select(i => new ServiceBusMessage($"{i}")));

    private ServiceBusProcessor Processor(string queue, string? failing = null)
    {
        var processor = _broker.Client.CreateProcessor(queue, Options);
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        processor.ProcessMessageAsync += call =>
        {
            var body = call.Message.Body.ToString();
            if (body == failing) throw new InvalidOperationException("The handler fails on purpose.");
            _seen.AddOrUpdate(body, 1, (_, times) => times + 1);
            return Task.CompletedTask;
        };
        return processor;
    }
}
