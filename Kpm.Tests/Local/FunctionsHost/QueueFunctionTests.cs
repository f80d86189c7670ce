using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.FunctionsHost;

public sealed class QueueFunctionTests(QueueFunctionTests.QueueHost host) : IClassFixture<QueueFunctionTests.QueueHost>
{
    private const int MaxDeliveryCount = 3;

    [Fact]
    public async Task Given_AMessage_When_Sent_Then_TheFunctionGetsBodyAndMetadataOnce()
    {
        var message = new ServiceBusMessage("hello") { MessageId = Guid.NewGuid().ToString(), Subject = "subject", ApplicationProperties = { ["kind"] = "greeting" } };
        await host.Sender.SendMessageAsync(message);
        await HostFixture.EventuallyAsync(async () => (await host.DeliveriesAsync(message.MessageId)).Length > 0);
        (await host.DeliveriesAsync(message.MessageId)).Should().Equal(new Delivery("live", "hello", message.MessageId, 1, "subject", "greeting"));
        await HostFixture.EventuallyAsync(async () => (await host.StatusAsync()).GetProperty("queues").GetProperty("fixture").GetProperty("ok").GetInt64() > 0);
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues: maximum delivery count.</summary>
    [Fact]
    public async Task Given_AFunctionThatFails_When_AMessageIsSent_Then_ItIsRedeliveredAndDeadLetteredAtTheLimit()
    {
        var message = new ServiceBusMessage("fail") { MessageId = Guid.NewGuid().ToString() };
        await host.Sender.SendMessageAsync(message);
        await HostFixture.EventuallyAsync(async () => (await host.DeliveriesAsync(message.MessageId)).Any(d => d.Queue == "dead"));
        var deliveries = await host.DeliveriesAsync(message.MessageId);
        deliveries.Where(d => d.Queue == "live").Select(d => d.DeliveryCount).Should().Equal(Enumerable.Range(1, MaxDeliveryCount));
        deliveries.Should().ContainSingle(d => d.Queue == "dead").Which.Body.Should().Be("fail");
    }

    [Fact]
    public async Task Given_AFunctionThatCrashesTheWorker_When_AMessageIsSent_Then_TheNextWorkerGetsItAgain()
    {
        var message = new ServiceBusMessage("crash") { MessageId = Guid.NewGuid().ToString() };
        await host.Sender.SendMessageAsync(message);
        await HostFixture.EventuallyAsync(async () =>
        {
            try
            {
                return (await host.DeliveriesAsync(message.MessageId)).Any(d => d.DeliveryCount == 2);
            }
            catch (HttpRequestException)
            {
                // The worker crashed in the middle of this answer.
                return false;
            }
        });
    }

    public sealed record Delivery(string Queue, string Body, string MessageId, int DeliveryCount, string? Subject, string? Property);

    /// <summary>The host beside a broker with the one queue that the fixture app listens to.</summary>
    public sealed class QueueHost : HostFixture
    {
        private readonly string _topology = Path.Combine(Path.GetTempPath(), $"kpm-topology-{Guid.NewGuid():N}.json");
        private LocalPart? _broker;
        private ServiceBusClient? _client;

        public ServiceBusSender Sender { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await File.WriteAllTextAsync(_topology, JsonSerializer.Serialize(new
            {
                database = "none",
                keysDatabase = "none",
                partitionKeyPath = "/pk",
                containers = Array.Empty<object>(),
                keysContainers = Array.Empty<object>(),
                blobContainers = Array.Empty<string>(),
                queueDefaults = new { lockSeconds = 10, maxDeliveryCount = MaxDeliveryCount, duplicateDetectionSeconds = 60 },
                queues = new[] { "fixture" },
            }));
            _broker = await LocalPart.StartAsync("service-bus", "--topology", _topology);
            var connection = $"Endpoint=sb://127.0.0.1:{_broker.Port};SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true;";
            _client = new ServiceBusClient(connection);
            Sender = _client.CreateSender("fixture");
            await StartAsync(new Dictionary<string, string> { ["FixtureBus"] = connection });
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (_client is not null) await _client.DisposeAsync();
            if (_broker is not null) await _broker.DisposeAsync();
            File.Delete(_topology);
        }

        public async Task<Delivery[]> DeliveriesAsync(string messageId)
        {
            using var response = await Http.GetAsync($"/fixture/deliveries/{messageId}");
            return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<Delivery[]>())! : []; // none while the worker restarts
        }
    }
}
