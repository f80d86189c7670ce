using Google.Protobuf.WellKnownTypes;
using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>A worker that is initialised and has loaded every function; it takes their HTTP requests at <c>HttpAddress</c>.</summary>
internal sealed record RunningWorker(
    WorkerProcess Process,
    WorkerConnection Connection,
    Uri HttpAddress,
    IReadOnlyList<FunctionDefinition> Functions)
{
    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(5);

    /// <summary>Done when the worker is lost: its stream broke, and its process is ended if it did not end by itself.</summary>
    public async Task WaitUntilGoneAsync()
    {
        await Connection.Closed;
        if (!await Process.WaitForExitAsync(ExitGrace)) await Process.KillAsync();
    }

    /// <summary>Asks the worker to end, then ends it.</summary>
    public async Task TerminateAsync()
    {
        Connection.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TerminateGrace) } });
        if (!await Process.WaitForExitAsync(TerminateGrace)) await Process.KillAsync();
    }
}
