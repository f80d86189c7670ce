using System.Net.Http.Json;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>The control endpoint for tests; Azure has nothing like it.</summary>
public sealed class ControlTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_MessagesInEveryState_When_Asked_Then_TheQueueCountsThem()
    {
        await using var queue = new TestQueue(_broker);
        await queue.Sender.SendMessagesAsync(Enumerable.Range(0, 6).Select(i => new ServiceBusMessage($"{i}")));
        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), TimeProvider.System.GetUtcNow().AddDays(1));
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync());
        await queue.Receiver.DeferMessageAsync(await queue.ReceiveAsync());
        await queue.ReceiveAsync();

        var status = await _broker.StatusAsync(queue.Name);

        status.Should().Be(new QueueStatus(queue.Name, Active: 3, Scheduled: 1, Locked: 1, Deferred: 1, DeadLetter: 1));
    }

    [Fact]
    public async Task Given_SeveralKindsOfSend_When_Counted_Then_EachCallIsOneTransfer()
    {
        await using var queue = new TestQueue(_broker);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("1") { MessageId = "1" });
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("a duplicate counts") { MessageId = "1" });
        await queue.Sender.SendMessagesAsync(Enumerable.Range(0, 5).Select(i => new ServiceBusMessage($"{i}")));
        await queue.Sender.ScheduleMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b")], TimeProvider.System.GetUtcNow().AddDays(1));

        (await SendsAsync(queue.Name)).Should().Be(new SendStatus(Transfers: 4, Messages: 9));

        (await _broker.Control.DeleteAsync("/sends")).EnsureSuccessStatusCode();
        (await SendsAsync(queue.Name)).Should().Be(new SendStatus(0, 0));
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-throttling</summary>
    [Fact]
    public async Task Given_OrderedFaults_When_Sending_Then_ThatManyAreRefusedAsBusy()
    {
        await using var queue = new TestQueue(_broker);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("before"));
        (await _broker.Control.PostAsJsonAsync("/faults", new { refuseSends = 2 })).EnsureSuccessStatusCode();

        for (var i = 0; i < 2; i++)
        {
            await using var client = _broker.ClientWithoutRetries();
            await using var sender = client.CreateSender(queue.Name);
            var send = () => sender.SendMessageAsync(new ServiceBusMessage("refused"));
            var busy = (await send.Should().ThrowAsync<ServiceBusException>()).Which;
            busy.Reason.Should().Be(ServiceBusFailureReason.ServiceBusy);
            busy.IsTransient.Should().BeTrue();
        }

        await queue.Sender.SendMessageAsync(new ServiceBusMessage("after"));
        (await _broker.StatusAsync(queue.Name)).Active.Should().Be(2);
        (await SendsAsync(queue.Name)).Messages.Should().Be(2);
    }

    [Fact]
    public async Task Given_HeldDeliveries_When_Sending_Then_MessagesWaitUntilTheHoldEnds()
    {
        await using var broker = await BrokerProcess.StartAsync();
        await using var queue = new TestQueue(broker);
        await broker.PutAsync("/deliveries", new { held = true });
        var received = queue.ReceiveAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("waits"));

        (await broker.StatusAsync(queue.Name)).Active.Should().Be(1);
        received.IsCompleted.Should().BeFalse();

        await broker.PutAsync("/deliveries", new { held = false });
        (await received).Body.ToString().Should().Be("waits");
    }

    [Fact]
    public async Task Given_ShuffledDeliveries_When_Receiving_Then_EachMessageComesOnceInAnotherOrder()
    {
        await using var broker = await BrokerProcess.StartAsync();
        await using var queue = new TestQueue(broker);
        await broker.PutAsync("/deliveries", new { held = false, shuffled = true });
        string[] sent = [.. Enumerable.Range(0, 40).Select(number => $"message {number}")];
        foreach (var text in sent) await queue.Sender.SendMessageAsync(new ServiceBusMessage(text));

        var received = new List<string>();
        while (received.Count < sent.Length) received.Add((await queue.ReceiveAsync()).Body.ToString());

        received.Should().BeEquivalentTo(sent).And.NotEqual(sent, "one of 40! orders is that of the sends");
    }

    [Fact]
    public async Task Given_DelayedDeliveries_When_Sending_Then_EachMessageComesOnce()
    {
        await using var broker = await BrokerProcess.StartAsync();
        await using var queue = new TestQueue(broker);
        await broker.PutAsync("/deliveries", new { held = false, delayed = true });
        string[] sent = [.. Enumerable.Range(0, 20).Select(number => $"message {number}")];
        foreach (var text in sent) await queue.Sender.SendMessageAsync(new ServiceBusMessage(text));

        var received = new List<string>();
        while (received.Count < sent.Length) received.Add((await queue.ReceiveAsync()).Body.ToString());

        received.Should().BeEquivalentTo(sent);
    }

    [Fact]
    public async Task Given_RepeatedDeliveries_When_Completing_Then_EachMessageComesAtLeastOnceAndSomeAgain()
    {
        await using var broker = await BrokerProcess.StartAsync();
        await using var queue = new TestQueue(broker);
        await broker.PutAsync("/deliveries", new { held = false, repeated = true });
        for (var number = 0; number < 40; number++) await queue.Sender.SendMessageAsync(new ServiceBusMessage($"message {number}"));

        var received = new List<string>();
        while (await broker.StatusAsync(queue.Name) is { Active: > 0 })
        {
            var message = await queue.ReceiveAsync();
            received.Add(message.Body.ToString());
            await queue.Receiver.CompleteMessageAsync(message);
        }

        received.Distinct().Should().HaveCount(40);
        received.Should().HaveCountGreaterThan(40);
    }

    private async Task<SendStatus> SendsAsync(string queue) => (await _broker.GetAsync<Dictionary<string, SendStatus>>("/sends"))[queue];
}
