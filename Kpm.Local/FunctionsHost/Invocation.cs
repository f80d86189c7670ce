using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost;

/// <summary>What one invocation carries to the worker.</summary>
/// <param name="Function">The function to run.</param>
/// <param name="Input">The data of its trigger.</param>
/// <param name="Metadata">Trigger metadata: method parameters of the same name bind from it.</param>
/// <param name="TraceParent">W3C trace context of the caller, if it sent one.</param>
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
