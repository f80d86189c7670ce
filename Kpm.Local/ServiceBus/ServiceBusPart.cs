using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
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
        BrokerSettings settings;
        try
        {
            settings = BrokerSettings.From(options);
        }
        catch (Exception misuse) when (misuse is ArgumentException or FormatException or IOException or JsonException)
        {
            return await EndAsync(Misused, misuse.Message);
        }

        using var claim = PortClaim.TryTake(settings.Port);
        if (claim is null) return await EndAsync(PortInUse, InUse(settings.Port));
        try
        {
            using var store = new MessageStore(settings.DataFolder);
            return await RunAsync(new Broker(settings.Queues, settings.Queue, store, TimeProvider.System), settings);
        }
        catch (SqliteException failure)
        {
            return await EndAsync(Failed, $"the store failed (SQLite {failure.SqliteErrorCode}): {failure.Message}");
        }
    }

    private static async Task<int> RunAsync(Broker broker, BrokerSettings settings)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

        broker.Engine.Start();
        var server = new AmqpServer(settings.Port, broker);
        WebApplication? control = null;
        try
        {
            if (settings.ControlPort is { } controlPort) control = await ControlEndpoint.StartAsync(controlPort, broker);
            server.Open();
            ReadyLine.Print(Name, string.Create(CultureInfo.InvariantCulture, $"sb://127.0.0.1:{settings.Port}"));
            await Task.WhenAny(stop.Task, broker.Engine.Ended);
            return Stopped;
        }
        catch (SocketException)
        {
            return await EndAsync(PortInUse, InUse(settings.Port));
        }
        catch (IOException) when (control is null)
        {
            return await EndAsync(PortInUse, InUse(settings.ControlPort!.Value));
        }
        finally
        {
            server.Close();
            if (control is not null) await control.DisposeAsync();
            broker.Engine.Stop();

            // Fails when the engine did: the store could not be written.
            await broker.Engine.Ended;
        }

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
