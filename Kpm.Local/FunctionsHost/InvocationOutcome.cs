using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost;

/// <summary>Reads the outcome of an invocation.</summary>
internal static class InvocationOutcome
{
    /// <summary>Null on success.</summary>
    public static RpcException? Failure(this InvocationResponse response) =>
        response.Result.Status == StatusResult.Types.Status.Success ? null : response.Result.Exception ?? new RpcException { Type = "unknown" };

    /// <summary>Names a failure without its message, which may hold content.</summary>
    public static void Print(FunctionDefinition function, string failure) => Console.WriteLine($"Error {function.Name}: failed: {failure}");
}
