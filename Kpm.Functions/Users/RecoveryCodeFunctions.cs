using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>/me/recovery-codes</c>: what replaces the authenticator app when it is lost; each code works once.</summary>
internal sealed class RecoveryCodeFunctions(RecoveryCodesHandler handler, IClock clock)
{
    private const string Path = "/me/recovery-codes";
    private const string Route = "api/v1" + Path;

    [Function("ReplaceRecoveryCodes")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> ReplaceAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new ReplaceRecoveryCodes(Caller.Of(request).User, clock.Now);
        var replaced = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return replaced.IsFailure ? Reply.Refused(replaced.Error) : Reply.Created(Path);
    }

    [Function("GetRecoveryCodes")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var codes = await handler.HandleAsync(new GetRecoveryCodes(Caller.Of(request).User, clock.Now), cancellationToken);
        return codes.IsFailure ? Reply.Refused(codes.Error) : Reply.OkUncached(request, new RecoveryCodesResponse(codes.Value.Codes, codes.Value.Left));
    }

    [Function("ConfirmRecoveryCodes")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> ConfirmAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/confirm")] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new ConfirmRecoveryCodes(Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken)));
    }
}

/// <summary>Recovery codes on the wire; the codes are null once they are confirmed or ten minutes old.</summary>
internal sealed record RecoveryCodesResponse(ImmutableArray<string>? Codes, int Left)
{
    /// <summary>Never the codes: they must not reach a log.</summary>
    public override string ToString() => nameof(RecoveryCodesResponse);
}
