using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection</summary>
public sealed class DuplicateTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_OneMessageIdSeveralTimes_When_Sent_Then_OnlyTheFirstIsKept()
    {
        await using var queue = new TestQueue(_broker);

        for (var i = 0; i < 3; i++) await queue.Sender.SendMessageAsync(new ServiceBusMessage($"{i}") { MessageId = "same" });
        await queue.Sender.SendMessagesAsync([new ServiceBusMessage("3") { MessageId = "same" }, new ServiceBusMessage("4") { MessageId = "other" }]);

        (await queue.ReceiveAsync()).Body.ToString().Should().Be("0");
        (await queue.ReceiveAsync()).Body.ToString().Should().Be("4");
        (await _broker.StatusAsync(queue.Name)).Active.Should().Be(0);
    }

    [Fact]
    public async Task Given_ACompletedMessage_When_ItsIdIsSentAgain_Then_ItStaysDropped()
    {
        await using var queue = new TestQueue(_broker);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = "id" });
        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync());

        await queue.Sender.SendMessageAsync(new ServiceBusMessage("second") { MessageId = "id" });

        (await _broker.StatusAsync(queue.Name)).Active.Should().Be(0);
    }

    [Fact]
    public async Task Given_TwoQueues_When_OneIdIsSentToBoth_Then_BothKeepIt()
    {
        await using var one = new TestQueue(_broker);
        await using var two = new TestQueue(_broker);

        await one.Sender.SendMessageAsync(new ServiceBusMessage("1") { MessageId = "shared" });
        await two.Sender.SendMessageAsync(new ServiceBusMessage("2") { MessageId = "shared" });

        (await _broker.StatusAsync(one.Name)).Active.Should().Be(1);
        (await _broker.StatusAsync(two.Name)).Active.Should().Be(1);
    }

    [Fact]
    public async Task Given_AScheduledMessage_When_ScheduledAgain_Then_TheFirstNumberIsAnswered()
    {
        await using var queue = new TestQueue(_broker);
        var due = DateTimeOffset.MaxValue.AddYears(-1);
        var first = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("1") { MessageId = "id" }, due);

        var second = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("2") { MessageId = "id" }, due);

        second.Should().Be(first);
        (await _broker.StatusAsync(queue.Name)).Scheduled.Should().Be(1);
    }
}

/// <summary>The end of the window; https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection#duplicate-detection-window-size</summary>
public sealed class DuplicateWindowTests(ShortTimesFixture fixture) : IClassFixture<ShortTimesFixture>
{
    [Fact]
    public async Task Given_ARememberedId_When_TheWindowIsOver_Then_ItIsAcceptedAgain()
    {
        await using var queue = new TestQueue(fixture.Broker);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = "id" });

        await Eventually.IsTrueAsync(async () =>
        {
            await queue.Sender.SendMessageAsync(new ServiceBusMessage("again") { MessageId = "id" });
            return (await fixture.Broker.StatusAsync(queue.Name)).Active == 2;
        });
    }
}
