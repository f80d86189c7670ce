using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement</summary>
public sealed class SettlementTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_AReceivedMessage_When_Completed_Then_TheQueueIsEmpty()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);

        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync());

        (await _broker.StatusAsync(queue.Name)).Should().BeEquivalentTo(new { Active = 0, Locked = 0, DeadLetter = 0 });
    }

    [Fact]
    public async Task Given_AReceivedMessage_When_Abandoned_Then_ItComesAgainAtOnceAndCounts()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);

        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync(), new Dictionary<string, object> { ["note"] = "again" });
        var second = await queue.ReceiveAsync();

        second.DeliveryCount.Should().Be(2);
        second.ApplicationProperties.Should().Contain("note", "again");
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#maximum-delivery-count</summary>
    [Fact]
    public async Task Given_TheMaximumDeliveryCount_When_AbandonedOnceMore_Then_TheMessageIsDeadLettered()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker, "poison");

        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await queue.ReceiveAsync();
            message.DeliveryCount.Should().Be(delivery);
            await queue.Receiver.AbandonMessageAsync(message);
        }

        (await queue.Receiver.ReceiveMessageAsync(BrokerProcess.Glance)).Should().BeNull();
        await using var deadLetters = queue.DeadLetterReceiver();
        var dead = await deadLetters.ReceiveMessageAsync(BrokerProcess.Patience);
        dead.Body.ToString().Should().Be("poison");
        dead.DeadLetterReason.Should().Be("MaxDeliveryCountExceeded");
        dead.DeadLetterErrorDescription.Should().Contain("3 delivery attempts");
        await deadLetters.CompleteMessageAsync(dead);
        (await _broker.StatusAsync(queue.Name)).DeadLetter.Should().Be(0);
    }

    [Fact]
    public async Task Given_ADeadLetter_When_AbandonedManyTimes_Then_ItStays()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync());
        await using var deadLetters = queue.DeadLetterReceiver();

        for (var i = 0; i < 5; i++) await deadLetters.AbandonMessageAsync(await deadLetters.ReceiveMessageAsync(BrokerProcess.Patience));

        (await _broker.StatusAsync(queue.Name)).DeadLetter.Should().Be(1);
    }

    [Fact]
    public async Task Given_AReason_When_DeadLettered_Then_TheDeadLetterSaysIt()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);

        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "BadAddress", "no @ in it");

        await using var deadLetters = queue.DeadLetterReceiver();
        var dead = await deadLetters.ReceiveMessageAsync(BrokerProcess.Patience);
        dead.DeadLetterReason.Should().Be("BadAddress");
        dead.DeadLetterErrorDescription.Should().Be("no @ in it");
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-deferral</summary>
    [Fact]
    public async Task Given_ADeferredMessage_When_ReceivedByNumber_Then_ItComesAndOnlyThen()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker, "later");
        var message = await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(message);
        (await queue.Receiver.ReceiveMessageAsync(BrokerProcess.Glance)).Should().BeNull();

        var deferred = await queue.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        deferred.Body.ToString().Should().Be("later");
        deferred.State.Should().Be(ServiceBusMessageState.Deferred);
        await queue.Receiver.CompleteMessageAsync(deferred);
        var again = () => queue.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        (await again.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageNotFound);
    }

    [Fact]
    public async Task Given_AClosedReceiver_When_AnotherSettlesItsMessage_Then_TheLockStillHolds()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        var first = _broker.Client.CreateReceiver(queue.Name);
        var message = await first.ReceiveMessageAsync(BrokerProcess.Patience);
        await first.DisposeAsync();

        (await queue.Receiver.ReceiveMessageAsync(BrokerProcess.Glance)).Should().BeNull();
        await queue.Receiver.CompleteMessageAsync(message);

        (await _broker.StatusAsync(queue.Name)).Should().BeEquivalentTo(new { Active = 0, Locked = 0 });
    }

    [Theory]
    [InlineData("abandon")]
    [InlineData("defer")]
    [InlineData("dead-letter")]
    public async Task Given_AClosedReceiver_When_SettledElsewhere_Then_EverySettlementWorks(string settlement)
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        var first = _broker.Client.CreateReceiver(queue.Name);
        var message = await first.ReceiveMessageAsync(BrokerProcess.Patience);
        await first.DisposeAsync();

        await (settlement switch
        {
            "abandon" => queue.Receiver.AbandonMessageAsync(message),
            "defer" => queue.Receiver.DeferMessageAsync(message),
            _ => queue.Receiver.DeadLetterMessageAsync(message, "reason"),
        });

        var status = await _broker.StatusAsync(queue.Name);
        status.Locked.Should().Be(0);
        new { status.Active, status.Deferred, status.DeadLetter }.Should().Be(new
        {
            Active = settlement == "abandon" ? 1 : 0,
            Deferred = settlement == "defer" ? 1 : 0,
            DeadLetter = settlement == "dead-letter" ? 1 : 0,
        });
    }
}
