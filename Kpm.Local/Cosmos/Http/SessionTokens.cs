using System.Globalization;

namespace Kpm.Local.Cosmos.Http;

/// <summary>Session tokens <c>range:-1#lsn</c>. Every read sees every acknowledged write here, so incoming tokens are met by themselves.</summary>
internal sealed class SessionTokens(TimeProvider time)
{
    private long _last;

    /// <summary>A token above all earlier ones, also those of an earlier process: sequence numbers follow the clock.</summary>
    public string Next(int range)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        long last, next;
        do (last, next) = (Volatile.Read(ref _last), Math.Max(Volatile.Read(ref _last) + 1, now));
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return string.Create(CultureInfo.InvariantCulture, $"{range}:-1#{next}");
    }
}
