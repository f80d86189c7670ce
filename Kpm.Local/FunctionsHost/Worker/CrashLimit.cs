namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>Counts crashes in a row: one that comes more than a minute after the one before starts a new row.</summary>
internal sealed class CrashLimit(int maxCrashes, TimeProvider time)
{
    private static readonly TimeSpan Row = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);
    private int _inRow;
    private long? _last;

    /// <summary>Notes a crash; the time to wait before the next start (none, 0.1 s, 0.2 s, … 2 s), or null when this was one too many.</summary>
    public TimeSpan? Crashed()
    {
        var now = time.GetTimestamp();
        _inRow = _last is { } last && time.GetElapsedTime(last, now) <= Row ? _inRow + 1 : 1;
        _last = now;
        if (_inRow >= maxCrashes) return null;
        if (_inRow == 1) return TimeSpan.Zero;
        var delay = FirstDelay * Math.Pow(2, Math.Min(_inRow - 2, 10));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
