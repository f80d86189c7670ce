using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>The part <c>service-bus</c> as a child process with queues of its own, and clients of it.</summary>
public sealed class BrokerProcess : IAsyncDisposable
{
    private const int QueueCount = 40;
    private readonly LocalPart _part;
    private readonly string _topology;
    private int _nextQueue;

    private BrokerProcess(LocalPart part, string topology, int controlPort)
    {
        _part = part;
        _topology = topology;
        Client = new ServiceBusClient(ConnectionString);
        Control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{controlPort}") };
    }

    /// <summary>Long enough for a loaded machine; a test that waits this long has failed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a receiver looks at a queue that should be empty.</summary>
    public static TimeSpan Glance { get; } = TimeSpan.FromMilliseconds(300);

    public string ConnectionString => ConnectionStringOf(Port);

    public int Port => _part.Port;

    public string Folder => _part.Folder;

    public string TopologyPath => _topology;

    public string Output => _part.Output;

    public ServiceBusClient Client { get; }

    public HttpClient Control { get; }

    public static async Task<BrokerProcess> StartAsync(params string[] arguments)
    {
        var topology = WriteTopology();
        var controlPort = LocalPart.FreePort();
        var part = await LocalPart.StartAsync(
            "service-bus", ["--topology", topology, "--control-port", controlPort.ToString(CultureInfo.InvariantCulture), .. arguments]);
        return new BrokerProcess(part, topology, controlPort);
    }

    public static string ConnectionStringOf(int port) => $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true;";

    /// <summary>A topology file with test queues; returns its path.</summary>
    public static string WriteTopology(int lockSeconds = 60, int maxDeliveryCount = 10, int duplicateSeconds = 600)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kpm-topology-").FullName, "topology.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            database = "kpm",
            keysDatabase = "kpm-keys",
            partitionKeyPath = "/pk",
            containers = Array.Empty<object>(),
            keysContainers = Array.Empty<object>(),
            blobContainers = Array.Empty<string>(),
            queueDefaults = new { lockSeconds, maxDeliveryCount, duplicateDetectionSeconds = duplicateSeconds },
            queues = Enumerable.Range(1, QueueCount).Select(QueueName),
        }));
        return path;
    }

    /// <summary>The name of a queue that no other test of this broker uses.</summary>
    public string NewQueue()
    {
        var number = Interlocked.Increment(ref _nextQueue);
        return number <= QueueCount ? QueueName(number) : throw new InvalidOperationException("The test topology has too few queues.");
    }

    /// <summary>A client that does not retry, to see each refusal.</summary>
    public ServiceBusClient ClientWithoutRetries() => new(ConnectionString, new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0 } });

    public async Task<T> GetAsync<T>(string path) => (await Control.GetFromJsonAsync<T>(path))!;

    public async Task PutAsync(string path, object body) => (await Control.PutAsJsonAsync(path, body)).EnsureSuccessStatusCode();

    public async Task<QueueStatus> StatusAsync(string queue) => (await GetAsync<QueueStatus[]>("/queues")).Single(q => q.Name == queue);

    public async Task KillAndRestartAsync()
    {
        await _part.KillAsync();
        await _part.StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Control.Dispose();
        await _part.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_topology)!, recursive: true);
    }

    private static string QueueName(int number) => $"queue-{number}";
}

/// <summary>One element of the control endpoint's <c>GET /queues</c>.</summary>
public sealed record QueueStatus(string Name, int Active, int Scheduled, int Locked, int Deferred, int DeadLetter);

/// <summary>One value of the control endpoint's <c>GET /sends</c>.</summary>
public sealed record SendStatus(int Transfers, int Messages);
