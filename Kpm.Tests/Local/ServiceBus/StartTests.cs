using System.Diagnostics;
using System.Globalization;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>When the part refuses to start, and how it ends.</summary>
public sealed class StartTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    private readonly BrokerProcess _broker = fixture.Broker;

    [Fact]
    public async Task Given_ARunningBroker_When_AnotherStartsOnItsPort_Then_ItEndsWithThree()
    {
        var (code, error) = await RunToEndAsync(_broker.Port, _broker.TopologyPath);

        code.Should().Be(3);
        error.Trim().Should().Be($"service-bus: port {_broker.Port} is already in use.");
    }

    [Fact]
    public async Task Given_AnotherProgramOnThePort_When_ABrokerStarts_Then_ItEndsWithThree()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();

        var (code, _) = await RunToEndAsync(((System.Net.IPEndPoint)other.LocalEndpoint).Port, _broker.TopologyPath);

        code.Should().Be(3);
    }

    [Fact]
    public async Task Given_ARunningBroker_When_AnotherUsesItsControlPort_Then_ItEndsWithThree()
    {
        var port = _broker.Control.BaseAddress!.Port.ToString(CultureInfo.InvariantCulture);

        var (code, _) = await RunToEndAsync(LocalPart.FreePort(), _broker.TopologyPath, "--control-port", port);

        code.Should().Be(3);
    }

    /// <summary>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas and /duplicate-detection</summary>
    [Theory]
    [InlineData(301, 10, 600)]
    [InlineData(60, 0, 600)]
    [InlineData(60, 2001, 600)]
    [InlineData(60, 10, 19)]
    [InlineData(60, 10, 604_801)]
    public async Task Given_ATopologyThatAzureRefuses_When_ABrokerStarts_Then_ItEndsWithTwo(int lockSeconds, int maxDeliveryCount, int duplicateSeconds)
    {
        var topology = BrokerProcess.WriteTopology(lockSeconds, maxDeliveryCount, duplicateSeconds);

        var (code, error) = await RunToEndAsync(LocalPart.FreePort(), topology);

        code.Should().Be(2);
        error.Should().Contain("queueDefaults");
        Directory.Delete(Path.GetDirectoryName(topology)!, recursive: true);
    }

    [Fact]
    public async Task Given_AMissingTopology_When_ABrokerStarts_Then_ItEndsWithTwo()
    {
        var (code, error) = await RunToEndAsync(LocalPart.FreePort(), "/nowhere/topology.json");

        code.Should().Be(2);
        error.Should().StartWith("service-bus: ").And.NotContain("   at ");
    }

    [Fact]
    public async Task Given_ARunningBroker_When_AnotherUsesItsData_Then_ItEndsWithOne()
    {
        var (code, error) = await RunToEndAsync(LocalPart.FreePort(), _broker.TopologyPath, "--data", _broker.Folder);

        code.Should().Be(1);
        error.Should().StartWith("service-bus: the store failed");
    }

    [Fact]
    public async Task Given_ARunningBroker_When_Terminated_Then_ItEndsWithZero()
    {
        using var process = Start(LocalPart.FreePort(), LocalPart.TopologyPath);
        (await process.StandardOutput.ReadLineAsync().WaitAsync(BrokerProcess.Patience)).Should().StartWith("ready service-bus sb://127.0.0.1:");

        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(BrokerProcess.Patience);

        process.ExitCode.Should().Be(0);
        Directory.Delete(DataFolder(process), recursive: true);
    }

    private static async Task<(int Code, string Error)> RunToEndAsync(int port, string topology, params string[] more)
    {
        using var process = Start(port, topology, more);
        try
        {
            var error = await process.StandardError.ReadToEndAsync().WaitAsync(BrokerProcess.Patience);
            await process.WaitForExitAsync().WaitAsync(BrokerProcess.Patience);
            return (process.ExitCode, error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            Directory.Delete(DataFolder(process), recursive: true);
        }
    }

    private static Process Start(int port, string topology, params string[] more)
    {
        var data = Directory.CreateTempSubdirectory("kpm-").FullName;
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments = [LocalPart.Assembly, "service-bus", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data, "--topology", topology, .. more];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string DataFolder(Process process) => process.StartInfo.ArgumentList[process.StartInfo.ArgumentList.IndexOf("--data") + 1];
}
