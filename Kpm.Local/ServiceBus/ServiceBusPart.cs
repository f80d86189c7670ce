using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Kpm.Local.Hosting;
using Kpm.Local.ServiceBus.Control;
using Kpm.Local.ServiceBus.Storage;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.ServiceBus;

/// <summary>
/// The part <c>service-bus</c>: <c>--port P --data DIR --topology FILE [--control-port Q] [--lock-seconds N]
/// [--max-delivery-count N] [--duplicate-seconds N]</c>.
/// </summary>
public static class ServiceBusPart
{
    private const string Name = "service-bus";
    private const int Stopped = 0;
    private const int Failed = 1;
    private const int Misused = 2;
    private const int PortInUse = 3;

    /// <summary>Runs until SIGTERM or Ctrl-C; returns the exit code: 0 stopped, 1 the store failed, 2 wrong settings, 3 a port is in use.</summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        var port = options.Integer("port", 5672);
        using var claim = PortClaim.TryTake(port);
        if (claim is null) return await EndAsync(PortInUse, InUse(port));
        try
        {
            var topology = Topology.Read(options.Required("topology"));
            var settings = QueueSettings.From(topology.QueueDefaults, options);
            using var store = new MessageStore(options.Required("data"));
            return await RunAsync(new Broker(topology.Queues, settings, store, TimeProvider.System), port, options);
        }
        catch (Exception misuse) when (misuse is ArgumentException or FormatException)
        {
            return await EndAsync(Misused, misuse.Message);
        }
        catch (SqliteException failure)
        {
            return await EndAsync(Failed, $"the store failed (SQLite {failure.SqliteErrorCode}): {failure.Message}");
        }
    }

    private static async Task<int> RunAsync(Broker broker, int port, PartOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        broker.Engine.Start();
        var server = new AmqpServer(port, broker);
        WebApplication? control = null;
        try
        {
            var controlPort = options.Integer("control-port", 0);
            try
            {
                if (controlPort > 0) control = await ControlEndpoint.StartAsync(controlPort, broker);
            }
            catch (IOException)
            {
                return await EndAsync(PortInUse, InUse(controlPort));
            }

            try
            {
                server.Open();
            }
            catch (SocketException)
            {
                return await EndAsync(PortInUse, InUse(port));
            }

            ReadyLine.Print(Name, string.Create(CultureInfo.InvariantCulture, $"sb://127.0.0.1:{port}"));
            await Task.WhenAny(stop.Task, broker.Engine.Ended);
        }
        finally
        {
            server.Close();
            if (control is not null) await control.DisposeAsync();
            broker.Engine.Stop();
            await broker.Engine.Ended;
        }

        return Stopped;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static string InUse(int port) => string.Create(CultureInfo.InvariantCulture, $"port {port} is already in use.");

    private static async Task<int> EndAsync(int code, string why)
    {
        await Console.Error.WriteLineAsync($"{Name}: {why}");
        return code;
    }
}
