using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Local;

namespace Kpm.Tests.Bench;

/// <summary>How long the Functions host takes from its start until it is ready, and until it has answered, with the app and with the empty app.</summary>
internal static class StartUp
{
    private const int Rounds = 5;

    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync("Start-up: the host with the app, beside the same host with the empty app");
        var version = system.Address("/version");
        await StartAsync(system.Kpm.Functions, version, HttpStatusCode.OK);
        await StartAsync(system.Empty, system.EmptyFunction, HttpStatusCode.NoContent);
        List<Start> app = [], empty = [];
        for (var round = 0; round < Rounds; round++)
        {
            app.Add(await StartAsync(system.Kpm.Functions, version, HttpStatusCode.OK));
            empty.Add(await StartAsync(system.Empty, system.EmptyFunction, HttpStatusCode.NoContent));
        }

        await RowAsync("until the functions are loaded", start => start.Ready);
        await RowAsync("until the first request is answered", start => start.Answered);

        Task RowAsync(string name, Func<Start, double> of) => report.RatioAsync(
            name, Seconds(app.Select(of)), Seconds(empty.Select(of)), Statistics.MedianRatio(app.Select(of), empty.Select(of)), Target.AtMost(1.5));
    }

    private static string Seconds(IEnumerable<double> values) => string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(values):0.00} s");

    private static async Task<Start> StartAsync(LocalPart host, Uri address, HttpStatusCode expected)
    {
        await EndAsync(host);
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        await host.StartAgainAsync();
        var ready = time.GetElapsedTime(started);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(address);
        var answered = time.GetElapsedTime(started);
        if (answer.StatusCode != expected) throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
        return new Start(ready.TotalSeconds, answered.TotalSeconds);
    }

    /// <summary>Ends the host and its worker, so that the next start finds nothing to clear away.</summary>
    private static async Task EndAsync(LocalPart host)
    {
        using var http = new HttpClient();
        var status = await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{host.Port}/admin/host/status"));
        using var worker = System.Diagnostics.Process.GetProcessById(status.GetProperty("workerPid").GetInt32());
        await host.KillAsync();
        worker.Kill();
        await worker.WaitForExitAsync();
    }

    private sealed record Start(double Ready, double Answered);
}
