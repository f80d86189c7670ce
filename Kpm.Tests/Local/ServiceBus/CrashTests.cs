using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>SIGKILL at any moment: what was acknowledged is there afterwards, once.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const int Kills = 3;
    private const int MessagesPerRound = 300;
    private const int Senders = 8;
    private BrokerProcess _broker = null!;

    public async ValueTask InitializeAsync() => _broker = await BrokerProcess.StartAsync("--lock-seconds", "5");

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task Given_SendsUnderWay_When_TheBrokerIsKilledSeveralTimes_Then_EveryAcknowledgedMessageIsThereOnce()
    {
        await using var client = PatientClient();
        var queue = _broker.NewQueue();
        await using var sender = client.CreateSender(queue);
        var acknowledged = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);

        var sending = SendAllAsync(sender, acknowledged);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Eventually.IsTrueAsync(() => Task.FromResult(acknowledged.Count >= (kill * MessagesPerRound) - (MessagesPerRound / 2)));
            await _broker.KillAndRestartAsync();
        }

        await sending;
        var ids = await DrainAsync(client, queue);
        ids.Should().OnlyHaveUniqueItems("duplicate detection drops what the SDK sends again");
        ids.Should().BeEquivalentTo(acknowledged.Keys);
    }

    [Fact]
    public async Task Given_AProcessorAtWork_When_TheBrokerIsKilledSeveralTimes_Then_NoMessageIsLost()
    {
        await using var client = PatientClient();
        var queue = _broker.NewQueue();
        await using var sender = client.CreateSender(queue);
        var acknowledged = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var handled = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await using var processor = client.CreateProcessor(queue, new ServiceBusProcessorOptions { MaxConcurrentCalls = 8 });
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        processor.ProcessMessageAsync += call =>
        {
            handled[call.Message.MessageId] = true;
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();

        var sending = SendAllAsync(sender, acknowledged);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Eventually.IsTrueAsync(() => Task.FromResult(handled.Count >= (kill * MessagesPerRound) - (MessagesPerRound / 2)));
            await _broker.KillAndRestartAsync();
        }

        await sending;
        await Eventually.IsTrueAsync(() => Task.FromResult(acknowledged.Keys.All(handled.ContainsKey)));
        await Eventually.IsTrueAsync(async () => await _broker.StatusAsync(queue) is { Active: 0, Locked: 0, DeadLetter: 0 });
    }

    [Fact]
    public async Task Given_EveryKindOfState_When_TheBrokerIsKilled_Then_ItIsAllRemembered()
    {
        await using var queue = new TestQueue(_broker);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("abandoned") { MessageId = "abandoned" });
        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync());
        var abandoned = await queue.ReceiveAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("deferred"));
        var deferred = await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(deferred);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("dead"));
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "reason");
        var scheduled = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), TimeProvider.System.GetUtcNow().AddDays(1));

        await _broker.KillAndRestartAsync();

        await queue.Sender.SendMessageAsync(new ServiceBusMessage("a duplicate") { MessageId = "abandoned" });
        (await _broker.StatusAsync(queue.Name)).Should().Be(new QueueStatus(queue.Name, Active: 1, Scheduled: 1, Locked: 0, Deferred: 1, DeadLetter: 1));
        var again = await queue.ReceiveAsync();
        again.Body.ToString().Should().Be("abandoned");
        again.DeliveryCount.Should().Be(abandoned.DeliveryCount, "a lock that a restart ended is no failed delivery");
        (await queue.Receiver.ReceiveDeferredMessageAsync(deferred.SequenceNumber)).Body.ToString().Should().Be("deferred");
        await queue.Sender.CancelScheduledMessageAsync(scheduled);
        await using var deadLetters = queue.DeadLetterReceiver();
        (await deadLetters.ReceiveMessageAsync(BrokerProcess.Patience)).DeadLetterReason.Should().Be("reason");
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("new"));
        (await queue.ReceiveAsync()).SequenceNumber.Should().BeGreaterThan(scheduled, "numbers are never given twice");
    }

    private static async Task SendAllAsync(ServiceBusSender sender, ConcurrentDictionary<string, bool> acknowledged)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number <= Kills * MessagesPerRound; number = Interlocked.Increment(ref next))
            {
                var id = $"{number}";
                await sender.SendMessageAsync(new ServiceBusMessage(new byte[1024]) { MessageId = id });
                acknowledged[id] = true;
            }
        }));
    }

    private static async Task<List<string>> DrainAsync(ServiceBusClient client, string queue)
    {
        await using var receiver = client.CreateReceiver(queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var ids = new List<string>();
        while (true)
        {
            var some = await receiver.ReceiveMessagesAsync(200, TimeSpan.FromSeconds(2));
            if (some.Count == 0) return ids;
            ids.AddRange(some.Select(m => m.MessageId));
        }
    }

    /// <summary>Retries for as long as a restart may take.</summary>
    private ServiceBusClient PatientClient() => new(_broker.ConnectionString, new ServiceBusClientOptions
    {
        RetryOptions = new ServiceBusRetryOptions { MaxRetries = 50, Delay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromMilliseconds(500), TryTimeout = TimeSpan.FromSeconds(5) },
    });
}
