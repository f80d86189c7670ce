using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>/me/second-factors/totp</c>: an authenticator app as the caller's second factor.</summary>
internal sealed class TotpFunctions(TotpHandler handler, IClock clock)
{
    private const string Path = "/me/second-factors/totp";
    private const string Route = "api/v1" + Path;

    [Function("AddTotp")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new AddTotp(Caller.Of(request).User, clock.Now);
        var added = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return added.IsFailure ? Reply.Refused(added.Error) : Reply.Created(Path);
    }

    [Function("GetTotp")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var totp = await handler.HandleAsync(new GetTotp(Caller.Of(request).User), cancellationToken);
        return totp.IsFailure ? Reply.Refused(totp.Error) : Reply.OkUncached(request, new TotpResponse(totp.Value.Secret?.Base32, totp.Value.KeyUri, totp.Value.IsConfirmed));
    }

    [Function("ConfirmTotp")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> ConfirmAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/confirm")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var command = new ConfirmTotp(Caller.Of(request).User, body.Value.Code, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    [Function("RemoveTotp")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var command = new RemoveTotp(Caller.Of(request).User, body.Value.Code, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }

    private sealed record Body
    {
        public required string Code { get; init; }
    }
}

/// <summary>The state of an authenticator app on the wire; secret and URI are null once it is confirmed.</summary>
internal sealed record TotpResponse(string? Secret, string? Uri, bool Confirmed)
{
    /// <summary>Never the secret: it must not reach a log.</summary>
    public override string ToString() => nameof(TotpResponse);
}
