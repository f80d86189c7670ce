using Amqp;
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

    /// <summary>OASIS AMQP 1.0, part 2, section 2.6.7: a repeated flow grants nothing.</summary>
    [Fact]
    public async Task Given_OneCreditToldSeveralTimes_When_MessagesCome_Then_OneIsDelivered()
    {
        var queue = fixture.Broker.NewQueue();
        await using var client = await RawClient.ConnectAsync(fixture.Broker.Port);
        var receiver = client.Receiver(queue);
        receiver.SetCredit(1, CreditMode.Manual);
        for (var repeat = 0; repeat < 4; repeat++) receiver.SetCredit(0, CreditMode.Manual);

        var sender = client.Sender(queue);
        for (var i = 0; i < 4; i++) await sender.SendAsync(new Message($"{i}"));

        (await receiver.ReceiveAsync(BrokerProcess.Patience)).Should().NotBeNull();
        (await fixture.Broker.StatusAsync(queue)).Should().BeEquivalentTo(new { Active = 3, Locked = 1 });
    }

    /// <summary>OASIS AMQP 1.0, part 2, section 2.6.7: a drain delivers what there is and takes back the rest of the credit.</summary>
    [Fact]
    public async Task Given_TwoMessages_When_FiveCreditsAreDrained_Then_TwoComeAndTheRestIsTakenBack()
    {
        var queue = fixture.Broker.NewQueue();
        await using var client = await RawClient.ConnectAsync(fixture.Broker.Port);
        var sender = client.Sender(queue);
        for (var i = 0; i < 2; i++) await sender.SendAsync(new Message($"{i}"));
        var receiver = client.Receiver(queue);

        receiver.SetCredit(5, CreditMode.Drain);
        for (var i = 0; i < 2; i++) (await receiver.ReceiveAsync(BrokerProcess.Patience)).Should().NotBeNull();
        for (var i = 0; i < 2; i++) await sender.SendAsync(new Message("after"));

        (await fixture.Broker.StatusAsync(queue)).Should().BeEquivalentTo(new { Active = 2, Locked = 2 });
        receiver.SetCredit(1, CreditMode.Manual);
        (await receiver.ReceiveAsync(BrokerProcess.Patience)).Should().NotBeNull();
        (await fixture.Broker.StatusAsync(queue)).Should().BeEquivalentTo(new { Active = 1, Locked = 3 });
    }
}
