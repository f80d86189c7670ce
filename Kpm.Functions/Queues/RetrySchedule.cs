using System.Security.Cryptography;

namespace Kpm.Functions.Queues;

/// <summary>Pauses between attempts: exponential from 5 seconds to 1 hour, each times a random factor from 0.5 to 1.5, for 24 hours.</summary>
internal static class RetrySchedule
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempt">How often the work was put off already.</param>
    /// <param name="asked">What the other side asked for, if it did.</param>
    /// <param name="scale">Makes all pauses shorter, for tests and development; 1 in production.</param>
    public static TimeSpan Pause(int attempt, TimeSpan? asked, double scale)
    {
        var exponential = First.TotalSeconds * Math.Pow(2, Math.Min(attempt, 20));
        var seconds = Math.Min(exponential, Longest.TotalSeconds);
        var jitter = 0.5 + (RandomNumberGenerator.GetInt32(0, 1000) / 1000.0);
        var pause = TimeSpan.FromSeconds(seconds * jitter);
        return (asked is { } atLeast && atLeast > pause ? atLeast : pause) * scale;
    }
}
