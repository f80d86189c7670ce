using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>Starts a worker and brings it to the point where its functions can be invoked.</summary>
internal sealed class WorkerStarter(HostOptions options, GrpcAddress grpc, AppSettings settings, WorkerConnections connections, LeftoverWorker leftover)
{
    private const string HostVersion = "4.1037.0";
    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(60);

    /// <exception cref="WorkerLostException">It ended while it started.</exception>
    /// <exception cref="TimeoutException">It did not dial or did not answer.</exception>
    /// <exception cref="InvalidOperationException">It refused to initialise or to load a function.</exception>
    /// <exception cref="NotSupportedException">A function asks for what this host does not serve.</exception>
    public async Task<RunningWorker> StartAsync()
    {
        var connection = new WorkerConnection();
        connections.Add(connection);
        var process = WorkerProcess.Start(options.AppFolder, connection.WorkerId, grpc.Port, settings);
        leftover.Remember(process.Identity);
        Console.WriteLine($"worker {process.Id}");
        _ = CloseAtExitAsync(process, connection);
        try
        {
            await connection.Opened.WaitAsync(DialTimeout);
            return await InitialiseAsync(process, connection);
        }
        catch
        {
            await process.KillAsync();
            throw;
        }
    }

    private static void Check(StatusResult result, string step)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"The worker failed to {step}: {result.Exception?.Type} {result.Exception?.Message}");
    }

    private async Task CloseAtExitAsync(WorkerProcess process, WorkerConnection connection)
    {
        await process.WaitForExitAsync();
        connection.Close();
        connections.Remove(connection);
    }

    private async Task<RunningWorker> InitialiseAsync(WorkerProcess process, WorkerConnection connection)
    {
        var folder = options.AppFolder;
        var initialised = (await connection.AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = folder, FunctionAppDirectory = folder },
        })).WorkerInitResponse;
        Check(initialised.Result, "initialise");
        if (!initialised.Capabilities.TryGetValue("HttpUri", out var address))
            throw new NotSupportedException("The app does not use the ASP.NET Core integration, and this host serves no other HTTP.");

        var described = (await connection.AskAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder },
        })).FunctionMetadataResponse;
        Check(described.Result, "describe its functions");
        foreach (var function in described.FunctionMetadataResults) await LoadAsync(connection, function);
        return new RunningWorker(process, connection, new Uri(address), [.. described.FunctionMetadataResults.Select(FunctionDefinition.Read)]);
    }

    private async Task LoadAsync(WorkerConnection connection, RpcFunctionMetadata function)
    {
        function.Directory = options.AppFolder;
        var loaded = await connection.AskAsync(new StreamingMessage
        {
            FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function },
        });
        Check(loaded.FunctionLoadResponse.Result, $"load {function.Name}");
    }
}
