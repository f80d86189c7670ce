namespace Kpm.Local.FunctionsHost.Queues;

/// <summary>Messages of one queue that functions have taken: completed, and given back after a failure.</summary>
internal sealed class QueueCounter
{
    private long _ok;
    private long _failed;

    public long Ok => Interlocked.Read(ref _ok);

    public long Failed => Interlocked.Read(ref _failed);

    public void Count(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _ok : ref _failed);
}
