namespace Kpm.Core.Shared;

/// <summary>Work that a timer found due, while by the clock of whoever does it it is not yet: one of the two clocks is wrong, and a wrong clock opens nothing.</summary>
internal static class EarlyWork
{
    /// <summary>The bus drops repeats of a message for this long; whatever is due later is found by the timer again.</summary>
    private static readonly TimeSpan Repeats = TimeSpan.FromMinutes(10);

    /// <summary>Whether there is nothing to do now.</summary>
    /// <param name="due">When it is due.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="TransientFailureException">It is due so soon that its repeat would be dropped: it waits.</exception>
    public static bool IsEarly(this Timestamp due, Timestamp now)
    {
        if (due > now && due - now <= Repeats) throw new TransientFailureException("timer_early") { RetryAfter = due - now };
        return due > now;
    }
}
