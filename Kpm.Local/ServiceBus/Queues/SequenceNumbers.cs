namespace Kpm.Local.ServiceBus.Queues;

/// <summary>Hands out ever-growing sequence numbers, also over restarts.</summary>
internal sealed class SequenceNumbers(long last)
{
    private long _last = last;

    public long Next() => ++_last;
}
