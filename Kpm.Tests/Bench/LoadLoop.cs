namespace Kpm.Tests.Bench;

/// <summary>What a load found. Latencies in milliseconds.</summary>
/// <param name="PerSecond">Requests answered per second.</param>
/// <param name="P50">Median latency.</param>
/// <param name="P99">99th percentile of latency.</param>
internal sealed record LoadFigures(double PerSecond, double P50, double P99);

/// <summary>A closed loop: each of a few clients sends its next request when the last is answered.</summary>
internal static class LoadLoop
{
    /// <summary>How many clients send at once.</summary>
    public const int Clients = 8;

    /// <param name="request">One request of the client with this number, counted from 0; throws when the answer is not as expected.</param>
    /// <param name="duration">How long new requests are begun.</param>
    public static async Task<LoadFigures> RunAsync(Func<int, Task> request, TimeSpan duration)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunClientAsync(client))));
        var elapsed = time.GetElapsedTime(started);
        double[] ascending = [.. latencies.SelectMany(found => found).Order()];
        return new LoadFigures(ascending.Length / elapsed.TotalSeconds, Statistics.Percentile(ascending, 0.5), Statistics.Percentile(ascending, 0.99));

        async Task<List<double>> RunClientAsync(int client)
        {
            var found = new List<double>();
            do
            {
                var sent = time.GetTimestamp();
                await request(client);
                found.Add(time.GetElapsedTime(sent).TotalMilliseconds);
            }
            while (time.GetElapsedTime(started) < duration);
            return found;
        }
    }
}
