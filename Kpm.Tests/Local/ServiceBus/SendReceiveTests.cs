using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messages-payloads</summary>
public sealed class SendReceiveTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_EveryProperty_When_Sent_Then_TheReceiverSeesThem()
    {
        var queue = _broker.NewQueue();
        await using var sender = _broker.Client.CreateSender(queue);
        await using var receiver = _broker.Client.CreateReceiver(queue);
        var sent = new ServiceBusMessage("""{"a":1}""")
        {
            MessageId = "m1",
            CorrelationId = "c1",
            Subject = "subject",
            ContentType = "application/json",
            To = "to",
            ReplyTo = "reply",
            PartitionKey = "key",
            TimeToLive = TimeSpan.FromHours(1),
            ApplicationProperties = { ["number"] = 42, ["time"] = DateTimeOffset.UnixEpoch, ["id"] = Guid.Empty },
        };

        await sender.SendMessageAsync(sent);
        var received = await receiver.ReceiveMessageAsync(BrokerProcess.Patience);

        received.Body.ToString().Should().Be("""{"a":1}""");
        received.Should().BeEquivalentTo(new { sent.MessageId, sent.CorrelationId, sent.Subject, sent.ContentType, sent.To, sent.ReplyTo, sent.PartitionKey, sent.TimeToLive });
        received.ApplicationProperties.Should().Contain("number", 42).And.Contain("time", DateTimeOffset.UnixEpoch).And.Contain("id", Guid.Empty);
        received.DeliveryCount.Should().Be(1);
        received.SequenceNumber.Should().BePositive();
        received.LockedUntil.Should().BeAfter(received.EnqueuedTime);
        received.ExpiresAt.Should().BeAfter(received.EnqueuedTime);
        Guid.Parse(received.LockToken).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Given_Batches_When_Received_Then_TheMessagesComeInOrder()
    {
        var queue = _broker.NewQueue();
        await using var sender = _broker.Client.CreateSender(queue);
        await using var receiver = _broker.Client.CreateReceiver(queue);
        using var batch = await sender.CreateMessageBatchAsync();
        for (var i = 0; i < 50; i++) batch.TryAddMessage(new ServiceBusMessage($"{i}")).Should().BeTrue();

        await sender.SendMessagesAsync(batch);
        await sender.SendMessagesAsync(Enumerable.Range(50, 10).Select(i => new ServiceBusMessage($"{i}")));
        await sender.SendMessagesAsync([new ServiceBusMessage("60")]);

        var bodies = new List<string>();
        while (bodies.Count < 61)
        {
            var some = await receiver.ReceiveMessagesAsync(20, BrokerProcess.Patience);
            some.Should().NotBeEmpty();
            bodies.AddRange(some.Select(m => m.Body.ToString()));
            foreach (var message in some) await receiver.CompleteMessageAsync(message);
        }

        bodies.Should().Equal(Enumerable.Range(0, 61).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Given_AMessageOfSeveralFrames_When_ReceivedAndDeleted_Then_ItIsWholeAndGone()
    {
        var queue = _broker.NewQueue();
        await using var sender = _broker.Client.CreateSender(queue);
        await using var receiver = _broker.Client.CreateReceiver(queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var body = Enumerable.Range(0, 200_000).Select(i => (byte)i).ToArray();

        await sender.SendMessageAsync(new ServiceBusMessage(body));

        (await receiver.ReceiveMessageAsync(BrokerProcess.Patience)).Body.ToArray().Should().Equal(body);
        (await _broker.StatusAsync(queue)).Should().BeEquivalentTo(new { Active = 0, Locked = 0 });
    }

    [Fact]
    public async Task Given_APrefetchingReceiver_When_Receiving_Then_EveryMessageArrivesOnce()
    {
        var queue = _broker.NewQueue();
        await using var sender = _broker.Client.CreateSender(queue);
        await sender.SendMessagesAsync(Enumerable.Range(0, 40).Select(i => new ServiceBusMessage($"{i}")));
        await using var receiver = _broker.Client.CreateReceiver(queue, new ServiceBusReceiverOptions { PrefetchCount = 10 });

        var seen = new List<string>();
        while (seen.Count < 40)
        {
            var message = await receiver.ReceiveMessageAsync(BrokerProcess.Patience);
            seen.Add(message.Body.ToString());
            await receiver.CompleteMessageAsync(message);
        }

        seen.Should().Equal(Enumerable.Range(0, 40).Select(i => $"{i}"));
        (await receiver.ReceiveMessageAsync(BrokerProcess.Glance)).Should().BeNull();
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-expiration</summary>
    [Fact]
    public async Task Given_ATimeToLive_When_ItIsOver_Then_TheMessageIsNotDelivered()
    {
        var queue = _broker.NewQueue();
        await using var sender = _broker.Client.CreateSender(queue);
        await using var receiver = _broker.Client.CreateReceiver(queue);
        await sender.SendMessageAsync(new ServiceBusMessage("old") { TimeToLive = TimeSpan.FromMilliseconds(1) });
        await Eventually.IsTrueAsync(async () => (await _broker.StatusAsync(queue)).Active == 0);
        await sender.SendMessageAsync(new ServiceBusMessage("new") { TimeToLive = TimeSpan.FromHours(1) });

        var received = await receiver.ReceiveMessageAsync(BrokerProcess.Patience);

        received.Body.ToString().Should().Be("new");
    }
}
