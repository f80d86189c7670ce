using Amqp;
using Amqp.Framing;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>What the broker refuses; https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas unless a test names another page.</summary>
public sealed class LimitTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private const int Limit = 262_144;
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_AMessageOver256KB_When_Sent_Then_ItIsRefused()
    {
        await using var queue = new TestQueue(_broker);

        var send = () => queue.Sender.SendMessageAsync(new ServiceBusMessage(new byte[Limit]));

        (await send.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageSizeExceeded);
        (await _broker.StatusAsync(queue.Name)).Active.Should().Be(0);
    }

    [Fact]
    public async Task Given_MessagesThatTogetherExceed256KB_When_SentAsOneBatch_Then_ItIsRefused()
    {
        await using var queue = new TestQueue(_broker);

        var send = () => queue.Sender.SendMessagesAsync([new ServiceBusMessage(new byte[Limit / 2]), new ServiceBusMessage(new byte[Limit / 2])]);

        (await send.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageSizeExceeded);
        (await _broker.StatusAsync(queue.Name)).Active.Should().Be(0);
    }

    [Fact]
    public async Task Given_AFullBatch_When_AnotherMessageIsAdded_Then_TheBatchRefusesItAndIsStillAccepted()
    {
        await using var queue = new TestQueue(_broker);
        using var batch = await queue.Sender.CreateMessageBatchAsync();
        batch.MaxSizeInBytes.Should().Be(Limit);

        while (batch.TryAddMessage(new ServiceBusMessage(new byte[1000]))) batch.SizeInBytes.Should().BeLessThanOrEqualTo(Limit);

        batch.Count.Should().BeInRange(200, 262);
        await queue.Sender.SendMessagesAsync(batch);
        (await _broker.StatusAsync(queue.Name)).Active.Should().Be(batch.Count);
    }

    /// <summary>The SDK checks the size of a send itself; this client does not, so the broker must.</summary>
    [Fact]
    public async Task Given_AClientThatIgnoresTheLimit_When_ItSends_Then_TheBrokerRefuses()
    {
        var queue = _broker.NewQueue();
        await using var raw = await RawClient.ConnectAsync(_broker.Port);
        var sender = raw.Sender(queue);

        var send = () => sender.SendAsync(new Message { BodySection = new Data { Binary = new byte[Limit] } });

        (await send.Should().ThrowAsync<AmqpException>()).Which.Error.Condition.ToString().Should().Be("amqp:link:message-size-exceeded");
        await sender.SendAsync(new Message("small"));
        (await _broker.StatusAsync(queue)).Active.Should().Be(1);
    }

    [Fact]
    public async Task Given_AMessageOver256KB_When_Scheduled_Then_ItIsRefused()
    {
        await using var queue = new TestQueue(_broker);

        var schedule = () => queue.Sender.ScheduleMessageAsync(new ServiceBusMessage(new byte[Limit]), TimeProvider.System.GetUtcNow().AddHours(1));

        (await schedule.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageSizeExceeded);
        (await _broker.StatusAsync(queue.Name)).Scheduled.Should().Be(0);
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-exceptions-latest</summary>
    [Fact]
    public async Task Given_AnUnknownQueue_When_Used_Then_TheEntityIsNotFound()
    {
        await using var sender = _broker.Client.CreateSender("nowhere");
        await using var receiver = _broker.Client.CreateReceiver("nowhere");

        var send = () => sender.SendMessageAsync(new ServiceBusMessage("x"));
        var receive = () => receiver.ReceiveMessageAsync(BrokerProcess.Patience);
        var peek = () => receiver.PeekMessageAsync();

        (await send.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessagingEntityNotFound);
        (await receive.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessagingEntityNotFound);
        (await peek.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessagingEntityNotFound);
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues</summary>
    [Fact]
    public async Task Given_ADeadLetterQueue_When_SentTo_Then_ItIsRefused()
    {
        var queue = _broker.NewQueue();
        await using var sender = _broker.Client.CreateSender($"{queue}/$deadletterqueue");

        var send = () => sender.SendMessageAsync(new ServiceBusMessage("x"));
        var schedule = () => sender.ScheduleMessageAsync(new ServiceBusMessage("x"), TimeProvider.System.GetUtcNow().AddHours(1));

        await send.Should().ThrowAsync<InvalidOperationException>();
        await schedule.Should().ThrowAsync<InvalidOperationException>();
        (await _broker.StatusAsync(queue)).DeadLetter.Should().Be(0);
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sessions: a queue without sessions has no session receivers.</summary>
    [Fact]
    public async Task Given_AQueueWithoutSessions_When_ASessionIsAsked_Then_ItIsRefused()
    {
        var accept = () => _broker.Client.AcceptSessionAsync(_broker.NewQueue(), "session");

        await accept.Should().ThrowAsync<InvalidOperationException>();
    }
}
