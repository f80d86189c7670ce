using System.Reflection;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Http;

/// <summary>
/// Records what a caller does as a sign of life, before it is done: a command unless the client says that nobody is there, a look only if it
/// says that somebody is. Where a command cannot be recorded it is not carried out; what is only looked at is shown all the same.
/// </summary>
internal sealed class SignOfLifeMiddleware(SilenceDesk desk, IClock clock, ILogger<SignOfLifeMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <summary><c>foreground</c> when a person looks at the client now, <c>background</c> when it acts on its own.</summary>
    public const string Header = "Kpm-Presence";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        if (http.Features.Get<Caller>() is { } caller && SignOf(EndpointMethod.Of(context), http.Request) is { } sign) await NoteAsync(caller.User, sign, http.RequestAborted);
        await next(context);
    }

    private async Task NoteAsync(UserId person, SignKind sign, CancellationToken cancellationToken)
    {
        try
        {
            await desk.NoteAsync(person, sign, clock.Now, cancellationToken);
        }
        catch (Exception failure) when (sign is SignKind.Read && failure is not OperationCanceledException)
        {
            logger.LogWarning("A sign of life was not recorded: {Failure}", failure.GetType().Name);
        }
    }

    private static SignKind? SignOf(MethodInfo endpoint, HttpRequest request)
    {
        if (endpoint.IsDefined(typeof(ProgramWorkAttribute), inherit: false) || endpoint.IsDefined(typeof(GivesSignOfLifeAttribute), inherit: false)) return null;
        var presence = request.Headers[Header].ToString();
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return presence == "foreground" ? SignKind.Read : null;
        return presence == "background" ? null : SignKind.Command;
    }
}
