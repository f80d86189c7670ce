using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kpm.Local.Up;
using Kpm.Tests.Local.FunctionsHost;

namespace Kpm.Tests.Local.Up;

/// <summary>The real <c>up</c> with the one part that needs no other: the functions host with the fixture app.</summary>
public sealed class UpTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _settingFile = Path.Combine(Path.GetTempPath(), $"kpm-settings-{Guid.NewGuid():N}.json");
    private readonly int _apiPort = LocalPart.FreePort();
    private LocalPart? _up;

    public async ValueTask InitializeAsync() =>
        await File.WriteAllTextAsync(_settingFile, """{ "Values": { "FIXTURE_SCHEDULE": "0 0 0 1 1 *", "FIXTURE_QUEUE": "fixture", "Logging__LogLevel__Default": "Warning" } }""");

    public async ValueTask DisposeAsync()
    {
        if (_up is not null)
        {
            await TerminateAsync(_up.ProcessId);
            await _up.DisposeAsync();
        }

        File.Delete(_settingFile);
    }

    [Fact]
    public async Task Given_Up_When_Terminated_Then_ItServedAndLeavesNoProcess()
    {
        var up = await StartAsync();
        (await StatusCodeAsync("/fixture/empty")).Should().Be(HttpStatusCode.NoContent);
        up.Output.Should().Contain("functions   up  ").And.Contain("Mailbox");
        var processes = PartsOf(up).Append(await WorkerAsync()).ToList();
        (await TerminateAsync(up.ProcessId)).Should().BeTrue();
        processes.Should().NotContain(pid => IsRunning(pid));
    }

    [Fact]
    public async Task Given_UpThatWasKilled_When_StartedAgain_Then_ItNamesAndEndsWhatWasLeft()
    {
        var up = await StartAsync();
        var left = PartsOf(up).Append(await WorkerAsync()).ToList();
        await up.KillAsync();
        await up.StartAgainAsync();
        left.Should().NotContain(pid => IsRunning(pid));
        up.Output.Should().Contain("ending functions (process ");
        (await StatusCodeAsync("/fixture/empty")).Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_APortOfAnotherProcess_When_Started_Then_TheProcessIsNamedAndUpRefuses()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("kpm-up-").FullName;
        string[] arguments = [LocalPart.Assembly, "up", "--only", "functions", "--app", HostFixture.App, "--data", folder, "--api-port", $"{port}"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(3);
        error.Should().Contain($"port {port} for functions is taken by process {Environment.ProcessId}");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Given_EveryPart_When_Listed_Then_EachStandsBelowWhatItCallsAndNoPortIsUsedTwice()
    {
        var rows = PartTable.Rows(UpOptions.Parse(Kpm.Local.Hosting.PartOptions.Parse(["--app", HostFixture.App])));
        rows.Select(row => row.Name).Should().Equal("service-bus", "cosmos", "key-vault", "blob", "mailbox", "sinks", "functions");
        rows.SelectMany(row => row.Ports).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Given_AnUnknownPart_When_Chosen_Then_ItIsRefused() =>
        FluentActions.Invoking(() => PartTable.Rows(UpOptions.Parse(Kpm.Local.Hosting.PartOptions.Parse(["--app", ".", "--only", "fnctions"]))))
            .Should().Throw<ArgumentException>().WithMessage("*fnctions*");

    private static IEnumerable<int> PartsOf(LocalPart up) => File.ReadLines(Path.Combine(up.Folder, "up.pids"))
        .Select(line => line.Split(' ')).Where(fields => fields[0] != "up").Select(fields => int.Parse(fields[1], CultureInfo.InvariantCulture));

    /// <summary>Sends SIGTERM and waits; false when there was nothing to end.</summary>
    private static async Task<bool> TerminateAsync(int pid)
    {
        if (!IsRunning(pid)) return false;
        using var process = Process.GetProcessById(pid);
        using var kill = Process.Start("kill", ["-TERM", $"{pid}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return true;
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

    private async Task<LocalPart> StartAsync() =>
        _up = await LocalPart.StartAsync("up", "--only", "functions", "--app", HostFixture.App, "--setting-file", _settingFile, "--api-port", $"{_apiPort}");

    private async Task<HttpStatusCode> StatusCodeAsync(string path)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync($"http://127.0.0.1:{_apiPort}{path}");
        return response.StatusCode;
    }

    private async Task<int> WorkerAsync()
    {
        using var http = new HttpClient();
        using var status = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync($"http://127.0.0.1:{_apiPort}/admin/host/status"));
        return status.RootElement.GetProperty("workerPid").GetInt32();
    }
}
