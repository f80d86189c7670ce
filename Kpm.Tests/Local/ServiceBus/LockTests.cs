using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock</summary>
public sealed class LockTests(ShortTimesFixture fixture) : IClassFixture<ShortTimesFixture>
{
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_ALock_When_ItEnds_Then_TheMessageComesAgainAndTheFirstReceiverLostIt()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        var first = await queue.ReceiveAsync();

        var second = await queue.ReceiveAsync();

        second.DeliveryCount.Should().Be(2);
        second.LockToken.Should().NotBe(first.LockToken);
        var late = () => queue.Receiver.CompleteMessageAsync(first);
        (await late.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageLockLost);
        await queue.Receiver.CompleteMessageAsync(second);
    }

    [Theory]
    [InlineData("abandon")]
    [InlineData("defer")]
    [InlineData("dead-letter")]
    public async Task Given_ALostLock_When_Settled_Then_ItIsRefused(string settlement)
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        var first = await queue.ReceiveAsync();
        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync());

        var late = () => settlement switch
        {
            "abandon" => queue.Receiver.AbandonMessageAsync(first),
            "defer" => queue.Receiver.DeferMessageAsync(first),
            _ => queue.Receiver.DeadLetterMessageAsync(first),
        };

        (await late.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageLockLost);
        (await _broker.StatusAsync(queue.Name)).Should().BeEquivalentTo(new { Active = 0, Locked = 0, Deferred = 0, DeadLetter = 0 });
    }

    [Fact]
    public async Task Given_ALock_When_Renewed_Then_ItHoldsBeyondItsFirstEnd()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        var message = await queue.ReceiveAsync();
        var firstEnd = message.LockedUntil;
        await using var other = _broker.Client.CreateReceiver(queue.Name);
        var pending = other.ReceiveMessageAsync(TimeSpan.FromSeconds(4));

        using var renewal = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!pending.IsCompleted)
        {
            await queue.Receiver.RenewMessageLockAsync(message);
            await renewal.WaitForNextTickAsync();
        }

        (await pending).Should().BeNull();
        message.LockedUntil.Should().BeAfter(firstEnd);
        await queue.Receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task Given_ACompletedMessage_When_RenewingItsLock_Then_ItIsRefused()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);
        var message = await queue.ReceiveAsync();
        await queue.Receiver.CompleteMessageAsync(message);

        var renew = () => queue.Receiver.RenewMessageLockAsync(message);

        (await renew.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageLockLost);
    }

    [Fact]
    public async Task Given_AReceiverThatNeverSettles_When_TheDeliveriesAreUsedUp_Then_TheMessageIsDeadLettered()
    {
        await using var queue = await TestQueue.WithMessageAsync(_broker);

        for (var delivery = 1; delivery <= 3; delivery++) (await queue.ReceiveAsync()).DeliveryCount.Should().Be(delivery);

        await Eventually.IsTrueAsync(async () => (await _broker.StatusAsync(queue.Name)).DeadLetter == 1);
    }
}
