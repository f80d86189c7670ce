using System.Diagnostics;

namespace Kpm.Tests.Running;

/// <summary>Waits for what other processes do in their own time.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again until the answer satisfies.</summary>
    /// <exception cref="TimeoutException">It never did.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, string what, TimeSpan? patience = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer)) return answer;
            if (Stopwatch.GetElapsedTime(started) > (patience ?? Patience)) throw new TimeoutException($"Never happened: {what}. Last seen: {answer}");
            await Task.Delay(Pause);
        }
    }

    public static Task IsTrueAsync(Func<Task<bool>> ask, string what, TimeSpan? patience = null) => GetAsync(ask, answer => answer, what, patience);
}
