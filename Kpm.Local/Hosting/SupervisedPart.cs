using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Kpm.Local.Hosting;

/// <summary>A part that is another program: it is started, watched and ended here.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="Ports">The ports that the program will listen on; the first is the one in the ready line.</param>
/// <param name="DataFolder">Where the program keeps its state.</param>
/// <param name="Program">Program, arguments and working folder.</param>
/// <param name="Probe">Says whether the program answers.</param>
public sealed record SupervisedPart(string Name, IReadOnlyList<int> Ports, string DataFolder, ProcessStartInfo Program, Func<CancellationToken, Task<bool>> Probe)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(50);

    /// <summary>Is given each line that the program prints; null drops them.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Runs until SIGTERM or Ctrl-C (0) or until the program ends by itself (1); 3 when a port is taken.</summary>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        Directory.CreateDirectory(DataFolder);
        var pidFile = Path.Combine(DataFolder, $"{Name}.pid");
        await SupervisedProcess.EndLeftoverAsync(pidFile);
        foreach (var port in Ports)
            if (!IsFree(port)) return await WebPart.RefusePortAsync(Name, port);

        await using var process = SupervisedProcess.Start(Program, pidFile, OnLine);
        try
        {
            await process.WaitUntilReadyAsync(Probe, StartTimeout, stop.Token);
            ReadyLine.Print(Name, WebPart.Address(Ports[0]));
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{Name}: {e.Message}");
            return 1;
        }

        await Console.Error.WriteLineAsync($"{Name}: {Program.FileName} ended by itself.");
        return 1;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>A probe that is content when the address gives any HTTP answer below 500.</summary>
    public static Func<CancellationToken, Task<bool>> AnswersHttp(Uri address) => async cancellation =>
    {
        try
        {
            using var client = new HttpClient();
            using var response = await client.GetAsync(address, cancellation);
            return response.StatusCode < HttpStatusCode.InternalServerError;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    };

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
