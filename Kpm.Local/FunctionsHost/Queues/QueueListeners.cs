using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Kpm.Local.FunctionsHost.Worker;

namespace Kpm.Local.FunctionsHost.Queues;

/// <summary>
/// One processor per queue function. A message is completed when its function succeeds and abandoned when it fails, so that
/// the queue delivers it again and, at its delivery limit, moves it to its dead-letter queue.
/// </summary>
internal sealed class QueueListeners(FunctionInvoker invoker, AppSettings settings, HostJson hostJson) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, ServiceBusClient> _clients = [];
    private readonly List<ServiceBusProcessor> _processors = [];
    private readonly ConcurrentDictionary<string, QueueCounter> _counters = new();

    public IReadOnlyDictionary<string, QueueCounter> Counters => _counters;

    /// <exception cref="InvalidDataException">A queue's name uses a setting that does not exist.</exception>
    public async Task StartAsync(IEnumerable<FunctionDefinition> functions)
    {
        foreach (var function in functions.Where(f => f.TriggerType == FunctionDefinition.Queue))
        {
            var expression = (string)function.Trigger["queueName"]!;
            var queue = settings.Resolve(expression) ?? throw new InvalidDataException($"{function.Name}: '{expression}' names a setting that does not exist.");
            var connection = (string?)function.Trigger["connection"];
            if (settings.ConnectionString(connection) is { } connectionString) await ListenAsync(function, queue, connectionString);
            else await Console.Error.WriteLineAsync($"{function.Name} does not listen: the setting '{connection}' is empty");
        }
    }

    /// <summary>Takes no more messages and waits for those in work.</summary>
    public async Task StopAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await Task.WhenAll(_processors.Select(processor => processor.StopProcessingAsync(timeout.Token))).WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("messages are still in work; their locks will run out");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var processor in _processors) await processor.DisposeAsync();
        foreach (var client in _clients.Values) await client.DisposeAsync();
    }

    private async Task ListenAsync(FunctionDefinition function, string queue, string connectionString)
    {
        if (!_clients.TryGetValue(connectionString, out var client)) client = _clients[connectionString] = new ServiceBusClient(connectionString);
        var processor = client.CreateProcessor(queue, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = false, // settled here, by the outcome
            Identifier = function.Name,
            MaxConcurrentCalls = hostJson.MaxConcurrentCalls,
            PrefetchCount = hostJson.PrefetchCount,
            MaxAutoLockRenewalDuration = hostJson.MaxAutoLockRenewal,
        });
        var counter = _counters.GetOrAdd(queue, _ => new QueueCounter());
        var errors = new OnceEach();
        processor.ProcessMessageAsync += delivery => ProcessAsync(function, counter, delivery);
        processor.ProcessErrorAsync += error => errors.PrintAsync(queue, error);
        _processors.Add(processor);
        await processor.StartProcessingAsync();
    }

    private async Task ProcessAsync(FunctionDefinition function, QueueCounter counter, ProcessMessageEventArgs delivery)
    {
        var failure = await RunAsync(function, delivery.Message);
        counter.Count(failure is null);
        if (failure is null)
        {
            await delivery.CompleteMessageAsync(delivery.Message, CancellationToken.None);
            return;
        }

        InvocationOutcome.Print(function, $"{failure} (delivery {delivery.Message.DeliveryCount})");
        await delivery.AbandonMessageAsync(delivery.Message, cancellationToken: CancellationToken.None);
    }

    private async Task<string?> RunAsync(FunctionDefinition function, ServiceBusReceivedMessage message)
    {
        try
        {
            return (await invoker.InvokeAsync(MessageInvocation.Of(function, message)))?.Type;
        }
        catch (Exception missed) when (missed is WorkerLostException or TimeoutException)
        {
            return "the worker is lost";
        }
    }

    /// <summary>A processor retries for ever: each kind of error is printed once in a row.</summary>
    private sealed class OnceEach
    {
        private string? _last;

        public async Task PrintAsync(string queue, ProcessErrorEventArgs error)
        {
            var kind = error.Exception is ServiceBusException bus ? bus.Reason.ToString() : error.Exception.GetType().Name;
            if (Interlocked.Exchange(ref _last, kind) != kind) await Console.Error.WriteLineAsync($"queue {queue}: {error.ErrorSource} failed: {kind}");
        }
    }
}
