using System.Reflection;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Functions.Adapters.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kpm.Functions.Http;

/// <summary>Lets a request pass when its caller may call the function. Denies by default: a function that does not say who may call it answers nobody.</summary>
internal sealed class AuthenticationMiddleware(AccessTokenReader tokens, AccountGate accounts, SendGridWebhookSignature signature) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        var access = EndpointMethod.Of(context).GetCustomAttribute<MayCallAttribute>()?.Access;
        if (await RefusalAsync(access, http) is { } refusal)
        {
            await Reply.Refused(refusal).ExecuteAsync(http);
            return;
        }

        await next(context);
    }

    private async Task<Error?> RefusalAsync(Access? access, HttpContext http)
    {
        if (access is Access.Anonymous) return null;
        if (access is null) return new Forbidden();
        if (access is Access.MailService) return await SignatureRefusalAsync(http.Request);
        if (BearerToken.Of(http.Request) is not { } bearer) return new NotAuthenticated();
        if (access is Access.RefreshToken) return RefreshToken.Parse(bearer) is null ? new InvalidToken() : null;
        if (await tokens.ReadAsync(bearer) is not { } caller) return new InvalidToken();
        if (access is Access.Admin or Access.FreshAdmin && !caller.IsAdmin) return new Forbidden();
        if (access is Access.FreshUser or Access.FreshAdmin && !caller.IsFresh) return new StaleToken();
        if (await accounts.RefusalAsync(caller, http.RequestAborted) is { } closed) return closed;
        http.Features.Set(caller);
        return null;
    }

    private async Task<Error?> SignatureRefusalAsync(HttpRequest request) => await JsonBody.ReadBytesAsync(request) switch
    {
        null => new BodyTooLarge(),
        var body => signature.IsOn(request.Headers, body) ? null : new InvalidSignature(),
    };
}
