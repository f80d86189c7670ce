using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.Cosmos;
using Kpm.Tests.Local.ServiceBus;

namespace Kpm.Tests.Functions.Adapters.ServiceBus;

public sealed class FakeWorkQueueTests : WorkQueueContract
{
    private readonly FakeWorkQueue<SendEmail> _queue = new();

    protected override IWorkQueue<SendEmail> Queue => _queue;

    protected override Task<IReadOnlyList<(string Id, SendEmail Work)>> ArrivedAsync() => Task.FromResult(_queue.Arrived);
}

public sealed class ServiceBusWorkQueueTests : WorkQueueContract, IClassFixture<BrokerFixture>
{
    private readonly BrokerProcess _broker;
    private readonly string _name;
    private readonly QueueSenders _senders;

    public ServiceBusWorkQueueTests(BrokerFixture fixture)
    {
        _broker = fixture.Broker;
        _name = _broker.NewQueue();
        _senders = new QueueSenders(_broker.Client);
        Queue = new WorkQueue<SendEmail>(_senders, _name, new FakeClock(SampleStates.Now));
    }

    protected override IWorkQueue<SendEmail> Queue { get; }

    [Fact]
    public async Task Given_Work_When_Enqueued_Then_TheMessageIsACloudEventUnderItsId()
    {
        await Queue.EnqueueAsync("work-1", SendEmail.ToUser(MailKind.Welcome, SampleStates.Anna, "cause"), default);

        var message = (await PeekAsync()).Should().ContainSingle().Subject;
        (message.MessageId, message.ContentType).Should().Be(("work-1", "application/cloudevents+json"));
        using var body = JsonDocument.Parse(message.Body);
        body.RootElement.GetRawText().Should().Be(
            $$$"""{"specversion":"1.0","id":"work-1","source":"/kpm","type":"app.keepem.send_email.v1","subject":"work-1","time":"2027-01-15T08:00:00.000Z","datacontenttype":"application/json","data":{"mailId":"cause:Welcome:{{{SampleStates.Anna}}}","kind":"welcome","about":"{{{SampleStates.Anna}}}","receiver":"{{{SampleStates.Anna}}}"}}""");
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas: 256 KB a message in the Standard tier.</summary>
    [Fact]
    public async Task Given_WorkThatIsTooLarge_When_Enqueued_Then_ItIsRefusedAndNothingArrives()
    {
        var queue = new WorkQueue<Essay>(_senders, _name, new FakeClock(SampleStates.Now));

        var enqueue = () => queue.EnqueueAsync("1", new Essay(new string('x', 262_144)), default);

        (await enqueue.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessageSizeExceeded);
        (await PeekAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AQueueThatDoesNotExist_When_Enqueued_Then_TheFailureIsTold()
    {
        var queue = new WorkQueue<SendEmail>(_senders, "no-such-queue", new FakeClock(SampleStates.Now));

        var enqueue = () => queue.EnqueueAsync("1", SendEmail.ToUser(MailKind.Welcome, SampleStates.Anna, "cause"), default);

        (await enqueue.Should().ThrowAsync<ServiceBusException>()).Which.Reason.Should().Be(ServiceBusFailureReason.MessagingEntityNotFound);
    }

    protected override async Task<IReadOnlyList<(string Id, SendEmail Work)>> ArrivedAsync() =>
        [.. (await PeekAsync()).Select(message => (message.MessageId, WorkOf(message.Body)))];

    private static SendEmail WorkOf(BinaryData body)
    {
        using var cloudEvent = JsonDocument.Parse(body);
        return cloudEvent.RootElement.GetProperty("data").Deserialize<SendEmail>(KpmJson.Options)!;
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync()
    {
        await using var receiver = _broker.Client.CreateReceiver(_name);
        var peeked = new List<ServiceBusReceivedMessage>();
        while (await receiver.PeekMessagesAsync(100) is { Count: > 0 } next) peeked.AddRange(next);
        return peeked;
    }

    private sealed record Essay(string Text);
}
