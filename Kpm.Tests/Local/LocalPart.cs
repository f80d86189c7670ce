using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;

namespace Kpm.Tests.Local;

/// <summary>One part of the local cloud as a child process on a free loopback port, with a folder of its own for its state.</summary>
public sealed class LocalPart : IAsyncDisposable
{
    /// <summary>Five seconds in which nothing was compiled, in milliseconds and hexadecimal.</summary>
    private const string CompileAgainAfter = "1388";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly ConcurrentDictionary<int, byte> GivenPorts = new();
    private readonly string[] _arguments;
    private readonly bool _livesLong;
    private readonly StringBuilder _output = new();
    private Process? _process;

    private LocalPart(string part, int port, string folder, bool livesLong, IEnumerable<string> arguments)
    {
        _livesLong = livesLong;
        Port = port;
        Folder = folder;
        _arguments = [part, "--port", port.ToString(CultureInfo.InvariantCulture), "--data", folder, .. arguments];
    }

    /// <summary>The port on 127.0.0.1 that the part listens on; kept over restarts.</summary>
    public int Port { get; }

    /// <summary>The folder that holds the part's state.</summary>
    public string Folder { get; }

    public int ProcessId => _process?.Id ?? 0;

    /// <summary>All that the part printed so far, both streams.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The compiled local cloud.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Kpm.Local.dll");

    public static string TopologyPath { get; } = Path.Combine(RepositoryRoot, "infra", "topology.json");

    /// <summary>Starts the part and waits until it prints its ready line.</summary>
    public static Task<LocalPart> StartAsync(string part, params string[] arguments) => StartAsync(part, livesLong: true, arguments);

    /// <summary>Starts the part and waits until it prints its ready line.</summary>
    /// <param name="part">Which.</param>
    /// <param name="livesLong">Whether it is asked for so much that the runtime is to compile its code again, better; for a process of seconds that costs more than it saves.</param>
    /// <param name="arguments">What it is started with.</param>
    public static async Task<LocalPart> StartAsync(string part, bool livesLong, params string[] arguments)
    {
        var started = new LocalPart(part, FreePort(), Directory.CreateTempSubdirectory("kpm-").FullName, livesLong, arguments);
        try
        {
            await started.StartAgainAsync();
            return started;
        }
        catch
        {
            // Nobody else would end the process.
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the part again on the same port and folder, after it was killed or stopped.</summary>
    public async Task StartAgainAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (!_livesLong) start.Environment["DOTNET_TC_CallCountingDelayMs"] = CompileAgainAfter;
        start.ArgumentList.Add(Assembly);
        foreach (var argument in _arguments) start.ArgumentList.Add(argument);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Note(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Note(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"{string.Join(' ', _arguments)} ended early:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await ready.Task.WaitAsync(StartTimeout);
    }

    /// <summary>Ends the part as a power cut would (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
    }

    /// <summary>Ends the part with all that it started, as a power cut of its machine would.</summary>
    public async Task CutAsync()
    {
        if (_process is not { HasExited: false } process) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _process?.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A port that was free a moment ago, and is given to nobody else in this process.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (GivenPorts.TryAdd(port, 0)) return port;
        }
    }

    private void Note(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.StartsWith("ready ", StringComparison.Ordinal)) ready.TrySetResult();
    }

    private static string Metadata(string key) =>
        typeof(LocalPart).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
