using System.Diagnostics;
using System.Globalization;
using Kpm.Local.Hosting;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>The operating system process of one worker.</summary>
internal sealed class WorkerProcess
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public ProcessIdentity? Identity => ProcessIdentity.Of(_process);

    /// <summary>Starts the app as its <c>worker.config.json</c> says; it will dial <paramref name="grpcPort"/> on 127.0.0.1.</summary>
    public static WorkerProcess Start(string appFolder, string workerId, int grpcPort, AppSettings settings)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, WorkingDirectory = appFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        AddCommand(start, appFolder);
        AddArguments(start, workerId, grpcPort);
        AddEnvironment(start, appFolder, settings);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => WorkerOutput.Printed(line.Data);
        process.ErrorDataReceived += (_, line) => WorkerOutput.PrintedAsError(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>Waits until the process has ended; false when <paramref name="limit"/> passed first.</summary>
    public async Task<bool> WaitForExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>Ends the process and all it started, at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    private static void AddCommand(ProcessStartInfo start, string appFolder)
    {
        var description = JsonFile.Read(Path.Combine(appFolder, "worker.config.json"))["description"]!;
        var executable = (string)description["defaultExecutablePath"]!;
        start.FileName = executable.Replace("{WorkerRoot}", appFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (executable == "dotnet") start.ArgumentList.Add(Path.Combine(appFolder, (string)description["defaultWorkerPath"]!));
    }

    // The worker reads the new names, older ones the short names: the real host passes both.
    private static void AddArguments(ProcessStartInfo start, string workerId, int grpcPort)
    {
        var requestId = Guid.NewGuid().ToString();
        var port = grpcPort.ToString(CultureInfo.InvariantCulture);
        var maxLength = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "--host", "127.0.0.1", "--port", port, "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", maxLength,
            "--functions-uri", $"http://127.0.0.1:{port}/", "--functions-worker-id", workerId, "--functions-request-id", requestId,
            "--functions-grpc-max-message-length", maxLength,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
    }

    private static void AddEnvironment(ProcessStartInfo start, string appFolder, AppSettings settings)
    {
        var environment = start.Environment;
        foreach (var (name, value) in settings.FileValues) environment.TryAdd(name, value);
        environment.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = appFolder;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = appFolder;
        environment.Remove("ASPNETCORE_URLS"); // the worker chooses its own port
    }
}
