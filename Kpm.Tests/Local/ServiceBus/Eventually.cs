using System.Diagnostics;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>Waits for a condition, asking again and again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(Period);
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            waited.Elapsed.Should().BeLessThan(BrokerProcess.Patience, "the awaited condition must come true");
            await timer.WaitForNextTickAsync();
        }
    }
}
