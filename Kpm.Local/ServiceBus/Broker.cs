using Kpm.Local.ServiceBus.Control;
using Kpm.Local.ServiceBus.Queues;
using Kpm.Local.ServiceBus.Storage;

namespace Kpm.Local.ServiceBus;

/// <summary>All queues with their dead-letter queues, and the engine that works on them.</summary>
internal sealed class Broker
{
    private const string DeadLetterSuffix = "/$deadletterqueue";
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.OrdinalIgnoreCase);

    public Broker(IEnumerable<string> names, QueueSettings settings, MessageStore store, TimeProvider clock)
    {
        var sequence = new SequenceNumbers(store.LastSequenceNumber());
        foreach (var name in names)
        {
            var deadLetters = new Queue(name + DeadLetterSuffix, settings.ForDeadLetterQueue, null, store, sequence, clock);
            _queues.Add(deadLetters.Path, deadLetters);
            _queues.Add(name, new Queue(name, settings, deadLetters, store, sequence, clock));
        }

        // Messages of a queue that the topology no longer names stay in the file, out of reach.
        foreach (var (path, message) in store.Messages()) Find(path)?.Restore(message);
        foreach (var (path, id, number, until) in store.MessageIds()) Find(path)?.Duplicates.Restore(id, number, until);
        Sends = new SendCounter(Queues.Where(q => q.DeadLetterQueue is not null).Select(q => q.Path));
        Engine = new Engine(store, clock, Tick, Dispatch, NextDue);
    }

    public Engine Engine { get; }

    public SendCounter Sends { get; }

    public SendFaults Faults { get; } = new();

    /// <summary>Keeps every message in its queue, as an entity whose receive is disabled does. Touched by the engine's thread only.</summary>
    public bool HoldsDeliveries { get; set; }

    public IReadOnlyCollection<Queue> Queues => _queues.Values;

    /// <summary>Disturbs every queue from now on. Called by the engine's thread only.</summary>
    public void Disturb(Disturbance disturbance)
    {
        foreach (var queue in Queues) queue.Disturbance = disturbance;
    }

    /// <summary>The queue or dead-letter queue at a path, which is not case-sensitive; null when there is none.</summary>
    public Queue? Find(string path) => _queues.GetValueOrDefault(path);

    private void Tick(DateTime now)
    {
        foreach (var queue in Queues) queue.Tick(now);
    }

    private void Dispatch()
    {
        foreach (var queue in Queues)
        {
            if (!HoldsDeliveries) queue.Dispatch();
            queue.FinishDrains();
        }
    }

    private DateTime? NextDue() => Queues.Min(q => q.NextDue);
}
