using Kpm.Local.FunctionsHost.Rpc;
using Kpm.Local.FunctionsHost.Worker;

namespace Kpm.Local.FunctionsHost;

/// <summary>Invokes functions that are not bound to a request: timers and queues.</summary>
internal sealed class FunctionInvoker(WorkerSupervisor workers)
{
    /// <summary>Runs the function to its end; a stopping host lets it finish.</summary>
    /// <returns>Null on success, else the exception of the function.</returns>
    /// <exception cref="WorkerLostException"/>
    /// <exception cref="TimeoutException">There is no worker.</exception>
    public async Task<RpcException?> InvokeAsync(Invocation invocation)
    {
        var worker = await workers.ReadyAsync(CancellationToken.None);
        var response = await worker.Connection.InvokeAsync(invocation.ToRequest(), CancellationToken.None);
        return response.Failure();
    }
}
