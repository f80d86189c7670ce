using Kpm.Local.FunctionsHost.Rpc;
using Kpm.Local.FunctionsHost.Worker;

namespace Kpm.Local.FunctionsHost;

/// <summary>
/// What one invocation carries to the worker: the trigger's data, the trigger metadata (method parameters of the same name
/// bind from it) and the W3C trace context of the caller, if it sent one.
/// </summary>
internal sealed record Invocation(
    FunctionDefinition Function,
    TypedData Input,
    IReadOnlyDictionary<string, TypedData> Metadata,
    string? TraceParent = null)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public InvocationRequest ToRequest()
    {
        var request = new InvocationRequest
        {
            InvocationId = Id,
            FunctionId = Function.Id,
            TraceContext = new RpcTraceContext { TraceParent = TraceParent ?? "", TraceState = "" },
            RetryContext = new RetryContext(),
        };
        request.InputData.Add(new ParameterBinding { Name = Function.TriggerParameter, Data = Input });
        request.TriggerMetadata.Add(Metadata.ToDictionary());
        return request;
    }
}

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

/// <summary>Reads the outcome of an invocation.</summary>
internal static class InvocationOutcome
{
    /// <summary>Null on success.</summary>
    public static RpcException? Failure(this InvocationResponse response) =>
        response.Result.Status == StatusResult.Types.Status.Success ? null : response.Result.Exception ?? new RpcException { Type = "unknown" };

    /// <summary>Names a failure without its message, which may hold content.</summary>
    public static void Print(FunctionDefinition function, string failure) => Console.WriteLine($"{function.Name} failed: {failure}");
}
