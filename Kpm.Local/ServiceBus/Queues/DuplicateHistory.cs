using Kpm.Local.ServiceBus.Storage;

namespace Kpm.Local.ServiceBus.Queues;

/// <summary>The MessageIds that one queue saw within its window, kept over restarts.</summary>
internal sealed class DuplicateHistory(string queue, TimeSpan window, MessageStore store)
{
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string MessageId, DateTime Until)> _ends = new();

    /// <summary>The sequence number that the id was first accepted under; null when the id is new.</summary>
    public long? Find(string? messageId) => messageId is not null && _seen.TryGetValue(messageId, out var sequenceNumber) ? sequenceNumber : null;

    public void Remember(string? messageId, long sequenceNumber, DateTime now)
    {
        if (messageId is null || window == TimeSpan.Zero) return;
        Restore(messageId, sequenceNumber, now + window);
        store.RememberMessageId(queue, messageId, sequenceNumber, now + window);
    }

    /// <summary>Loads one stored id; called in the order of <paramref name="until"/>.</summary>
    public void Restore(string messageId, long sequenceNumber, DateTime until)
    {
        _seen[messageId] = sequenceNumber;
        _ends.Enqueue((messageId, until));
    }

    /// <summary>Forgets the ids whose window is over.</summary>
    public void Forget(DateTime now)
    {
        if (!_ends.TryPeek(out var first) || first.Until > now) return;
        while (_ends.TryPeek(out var next) && next.Until <= now) _seen.Remove(_ends.Dequeue().MessageId);
        store.ForgetMessageIds(queue, now);
    }
}
