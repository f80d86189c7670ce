using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Kpm.Tests.Running;

/// <summary>Looks into the local broker, and makes it refuse.</summary>
public sealed class BusControl(KpmSystem system)
{
    private static readonly HttpClient Http = new();

    /// <summary>One queue's depth.</summary>
    public sealed record QueueDepth(string Name, int Active, int Scheduled, int Locked, int DeadLetter);

    public async Task<IReadOnlyList<QueueDepth>> QueuesAsync() =>
        (await Http.GetFromJsonAsync<List<QueueDepth>>(new Uri(system.BusControl, "/queues"), JsonSerializerOptions.Web))!;

    /// <summary>Waits until no queue holds a message.</summary>
    /// <param name="but">A queue that may go on: a mail that was in flight when the worker was killed waits for the end of its lease.</param>
    public Task AreDrainedAsync(string? but = null) => Eventually.GetAsync(
        QueuesAsync,
        queues => queues.All(queue => queue is { Active: 0, Scheduled: 0, Locked: 0 } || queue.Name == but),
        "empty queues");

    /// <summary>The broker refuses this many sends; 0 ends it.</summary>
    public async Task RefuseSendsAsync(int count)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(system.BusControl, "/faults"), new { refuseSends = count });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Keeps messages in their queues, or lets them go on; sends are accepted as ever.</summary>
    /// <param name="held">Whether they stay.</param>
    /// <param name="disturbed">Whether they go on in any order, some more than once, and late.</param>
    public async Task HoldDeliveriesAsync(bool held, bool disturbed = false)
    {
        using var response = await Http.PutAsJsonAsync(new Uri(system.BusControl, "/deliveries"), new { held, shuffled = disturbed, repeated = disturbed, delayed = disturbed });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Loses every message that lies in a queue. The functions must stand still, or they take some.</summary>
    public async Task LoseMessagesAsync()
    {
        await using var client = new ServiceBusClient(system.BusConnection);
        foreach (var queue in (await QueuesAsync()).Where(queue => queue.Active > 0))
        {
            await using var receiver = client.CreateReceiver(queue.Name, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
            for (var left = queue.Active; left > 0;) left -= (await receiver.ReceiveMessagesAsync(left)).Count;
        }
    }

    /// <summary>Sends copies of messages that lie in the queues, each some time later.</summary>
    /// <param name="copies">How often a message comes again, and after what time; asked for each message.</param>
    /// <returns>How many were sent.</returns>
    public async Task<int> DoubleAsync(Func<string, IEnumerable<TimeSpan>> copies)
    {
        await using var client = new ServiceBusClient(system.BusConnection);
        var sent = 0;
        foreach (var queue in (await QueuesAsync()).Where(queue => queue.Active > 0).Select(queue => queue.Name))
        {
            await using var receiver = client.CreateReceiver(queue);
            await using var sender = client.CreateSender(queue);
            foreach (var message in await receiver.PeekMessagesAsync(1_000))
            {
                foreach (var delay in copies(queue))
                {
                    await sender.SendMessageAsync(new ServiceBusMessage(message) { MessageId = Guid.NewGuid().ToString(), ScheduledEnqueueTime = TimeProvider.System.GetUtcNow() + delay });
                    sent++;
                }
            }
        }

        return sent;
    }

    /// <summary>Puts a message into a queue, past the system.</summary>
    public async Task SendAsync(string queue, string message, string? messageId = null)
    {
        await using var client = new ServiceBusClient(system.BusConnection);
        await using var sender = client.CreateSender(queue);
        await sender.SendMessageAsync(new ServiceBusMessage(message) { MessageId = messageId ?? Guid.NewGuid().ToString() });
    }
}
