using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>
/// Reproduces how a receiver with one credit at a time could wait for ever: two messages become due at the same moment
/// while a flow of the client is on its way, so the library's session window wraps or its credit is lost.
/// </summary>
public sealed class CreditTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private const int Rounds = 60;
    private static readonly TimeSpan Due = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan BeforeDue = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Given_TwoMessagesDueAtOnce_When_AReceiverAsksForOneAfterTheOther_Then_BothComeInEveryRound()
    {
        var queue = fixture.Broker.NewQueue();
        await using var sender = fixture.Broker.Client.CreateSender(queue);
        for (var round = 0; round < Rounds; round++)
        {
            await using var receiver = fixture.Broker.Client.CreateReceiver(queue);
            var due = TimeProvider.System.GetUtcNow() + Due;
            await sender.SendMessageAsync(new ServiceBusMessage("first") { ScheduledEnqueueTime = due });
            await sender.ScheduleMessageAsync(new ServiceBusMessage("second"), due);

            var first = await receiver.ReceiveMessageAsync(BeforeDue) ?? await receiver.ReceiveMessageAsync(BrokerProcess.Patience);
            var second = await receiver.ReceiveMessageAsync(BrokerProcess.Patience);

            first.Should().NotBeNull("no delivery may be parked (round {0})", round);
            second.Should().NotBeNull("no credit may be lost (round {0})", round);
            await receiver.CompleteMessageAsync(first);
            await receiver.CompleteMessageAsync(second);
        }
    }

    [Fact]
    public async Task Given_FourReceiversWithOneCreditEach_When_TheySwallowAStream_Then_NoneStalls()
    {
        const int messages = 2000;
        var queue = fixture.Broker.NewQueue();
        await using var sender = fixture.Broker.Client.CreateSender(queue);
        var received = 0;
        var feeding = FeedAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var receiver = fixture.Broker.Client.CreateReceiver(queue);
            while (Volatile.Read(ref received) < messages)
            {
                if (await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(3)) is not { } message)
                {
                    feeding.IsCompleted.Should().BeTrue("a receiver must not wait while messages come");
                    continue;
                }

                await receiver.CompleteMessageAsync(message);
                Interlocked.Increment(ref received);
            }
        }));

        await feeding;
        received.Should().Be(messages);

        async Task FeedAsync()
        {
            for (var sent = 0; sent < messages; sent += 100)
                await sender.SendMessagesAsync(Enumerable.Range(0, 100).Select(_ => new ServiceBusMessage("x")));
        }
    }
}
