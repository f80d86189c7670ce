using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages</summary>
public sealed class SchedulingTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1.5);
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_ScheduledMessages_When_TheirTimeComes_Then_TheyAreDelivered()
    {
        await using var queue = new TestQueue(_broker);
        var due = TimeProvider.System.GetUtcNow() + Soon;
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("by property") { ScheduledEnqueueTime = due });
        var number = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("by call"), due);

        var first = await queue.ReceiveAsync();
        var second = await queue.ReceiveAsync();

        // AMQP timestamps are whole milliseconds.
        TimeProvider.System.GetUtcNow().Should().BeAfter(due.AddMilliseconds(-1));
        new[] { first.Body.ToString(), second.Body.ToString() }.Should().BeEquivalentTo("by property", "by call");
        second.SequenceNumber.Should().BeGreaterThan(number, "a message that becomes active gets a new sequence number");
    }

    [Fact]
    public async Task Given_AFarSchedule_When_Peeked_Then_ItIsThereButNotDelivered()
    {
        await using var queue = new TestQueue(_broker);
        var due = TimeProvider.System.GetUtcNow().AddYears(5);
        var number = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("far"), due);

        var peeked = await queue.Receiver.PeekMessagesAsync(10);

        peeked.Should().ContainSingle().Which.Should().BeEquivalentTo(new { SequenceNumber = number, State = ServiceBusMessageState.Scheduled });
        peeked[0].ScheduledEnqueueTime.Should().BeCloseTo(due, TimeSpan.FromMilliseconds(1));
        (await queue.Receiver.ReceiveMessageAsync(BrokerProcess.Glance)).Should().BeNull();
    }

    [Fact]
    public async Task Given_AScheduledMessage_When_CancelledTwice_Then_TheSecondTimeIsRefused()
    {
        await using var queue = new TestQueue(_broker);
        var number = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("x"), TimeProvider.System.GetUtcNow().AddDays(1));
        await queue.Sender.CancelScheduledMessageAsync(number);

        var again = () => queue.Sender.CancelScheduledMessageAsync(number);

        (await again.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageNotFound);
        (await _broker.StatusAsync(queue.Name)).Scheduled.Should().Be(0);
    }

    [Fact]
    public async Task Given_ManyMessages_When_PeekedFromANumber_Then_TheyComeInOrderWithoutALock()
    {
        await using var queue = new TestQueue(_broker);
        await queue.Sender.SendMessagesAsync(Enumerable.Range(0, 10).Select(i => new ServiceBusMessage($"{i}")));
        var all = await queue.Receiver.PeekMessagesAsync(100, fromSequenceNumber: 0);

        var some = await queue.Receiver.PeekMessagesAsync(3, fromSequenceNumber: all[4].SequenceNumber);

        some.Select(m => m.Body.ToString()).Should().Equal("4", "5", "6");
        (await _broker.StatusAsync(queue.Name)).Should().BeEquivalentTo(new { Active = 10, Locked = 0 });
    }
}
