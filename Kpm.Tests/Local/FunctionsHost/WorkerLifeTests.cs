using System.Diagnostics;
using System.Net;

namespace Kpm.Tests.Local.FunctionsHost;

public sealed class WorkerLifeTests(WorkerLifeTests.ImpatientHost host) : IClassFixture<WorkerLifeTests.ImpatientHost>
{
    private const int PortOrFolderInUse = 3;

    [Fact]
    public async Task Given_AFunctionThatCrashesTheWorker_When_Called_Then_502AndTheNextRequestWaitsForTheRestart()
    {
        var restarts = (await host.StatusAsync()).GetProperty("restarts").GetInt32();
        using var crash = await host.Http.PostAsync("/fixture/crash", null);
        crash.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        using var next = await host.Http.GetAsync("/fixture/empty");
        next.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await host.StatusAsync()).GetProperty("restarts").GetInt32().Should().BeGreaterThan(restarts);
    }

    [Fact]
    public async Task Given_AWorkerThatIsKilled_When_RequestsComeIn_Then_AnotherWorkerServesThem()
    {
        var pid = await host.WorkerPidAsync();
        await KillAsync(pid);
        await HostFixture.EventuallyAsync(async () => (await host.Http.GetAsync("/fixture/empty")).IsSuccessStatusCode);
        var next = await host.WorkerPidAsync();
        next.Should().NotBe(pid);
        host.Part.Output.Split('\n', StringSplitOptions.TrimEntries).Should().Contain($"worker {next}");
    }

    [Fact]
    public async Task Given_AHostThatIsKilled_When_AnotherStarts_Then_TheOldWorkerIsGone()
    {
        var orphan = await host.WorkerPidAsync();
        await host.Part.KillAsync();
        IsRunning(orphan).Should().BeTrue("a worker does not notice that its host was killed");
        await host.Part.StartAgainAsync();
        IsRunning(orphan).Should().BeFalse();
        using var response = await host.Http.GetAsync("/fixture/empty");
        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    /// <summary>230 s on the platform, https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout; less here.</summary>
    [Fact]
    public async Task Given_AFunctionThatDoesNotRespond_When_TheLimitHasPassed_Then_504AndItIsCancelled()
    {
        using var response = await host.Http.GetAsync("/fixture/slow");
        response.StatusCode.Should().Be(HttpStatusCode.GatewayTimeout);
        await HostFixture.EventuallyAsync(async () => (await host.StatusAsync()).GetProperty("inFlight").GetInt32() == 0);
    }

    [Fact]
    public async Task Given_ARunningHost_When_AnotherStartsOnItsPort_Then_ItIsRefused()
    {
        var (exitCode, error) = await RunAsync("--port", $"{host.Part.Port}", "--data", Path.Combine(host.Part.Folder, "another"));
        exitCode.Should().Be(PortOrFolderInUse);
        error.Should().Contain($"{host.Part.Port}");
    }

    [Fact]
    public async Task Given_ARunningHost_When_AnotherStartsOnItsFolder_Then_ItIsRefused()
    {
        var (exitCode, error) = await RunAsync("--port", $"{LocalPart.FreePort()}", "--data", host.Part.Folder);
        exitCode.Should().Be(PortOrFolderInUse);
        error.Should().Contain(host.Part.Folder);
    }

    [Fact]
    public async Task Given_AWorkerThatCrashedOftenEnough_When_ItCrashesAgain_Then_TheHostEnds()
    {
        using var process = Start("--port", $"{LocalPart.FreePort()}", "--data", Path.Combine(host.Part.Folder, "short-lived"), "--max-crashes", "1");
        var worker = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready ", StringComparison.Ordinal))
        {
            if (line.Split(' ') is ["worker", var pid]) worker = int.Parse(pid);
        }

        await KillAsync(worker);
        (await process.StandardError.ReadToEndAsync()).Should().Contain("crashed too often");
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(1);
    }

    private static Process Start(params string[] arguments)
    {
        string[] command = [LocalPart.Assembly, "functions", "--app", HostFixture.App, .. arguments];
        var start = new ProcessStartInfo("dotnet", command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FIXTURE_SCHEDULE"] = "0 0 0 1 1 *";
        start.Environment["FIXTURE_QUEUE"] = "fixture";
        return Process.Start(start)!;
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    private static async Task KillAsync(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A host that lets a function respond for 5 s.</summary>
    public sealed class ImpatientHost : HostFixture
    {
        public override async ValueTask InitializeAsync() => await StartAsync([], "--response-limit-seconds", "5");
    }
}
