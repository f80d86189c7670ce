namespace Kpm.Local.ServiceBus.Control;

/// <summary>
/// Counts accepted sends per queue, so a test can say how many one command costs. A duplicate counts: it is accepted and
/// then dropped. Touched by the engine's thread only.
/// </summary>
internal sealed class SendCounter
{
    private readonly SortedDictionary<string, SendCount> _counts = new(StringComparer.Ordinal);

    public SendCounter(IEnumerable<string> queues)
    {
        foreach (var queue in queues) _counts[queue] = new SendCount(0, 0);
    }

    public void Add(string queue, int messages)
    {
        var before = _counts[queue];
        _counts[queue] = new SendCount(before.Transfers + 1, before.Messages + messages);
    }

    public void Reset()
    {
        foreach (var queue in _counts.Keys.ToList()) _counts[queue] = new SendCount(0, 0);
    }

    public IReadOnlyDictionary<string, SendCount> Snapshot() => new SortedDictionary<string, SendCount>(_counts, StringComparer.Ordinal);
}

/// <summary>A batch, or one call that schedules several messages, is one transfer.</summary>
internal sealed record SendCount(int Transfers, int Messages);
