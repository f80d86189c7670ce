using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kpm.Functions.Http;

/// <summary>Writes the function's answer while the other middleware still watches, so that they see its status and what it throws.</summary>
internal sealed class AnswerMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        var invocation = context.GetInvocationResult();
        if (invocation.Value is not IResult answer) return;
        invocation.Value = null;
        await answer.ExecuteAsync(context.GetHttpContext()!);
    }
}
