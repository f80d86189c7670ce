using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /me/sessions</c> and <c>DELETE /me/sessions/{id}</c>: where the caller is logged in.</summary>
internal sealed class SessionFunctions(ListMySessionsHandler list, RevokeSessionHandler revoke, AccountGate accounts, IClock clock)
{
    [Function("ListMySessions")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/sessions")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var caller = Caller.Of(request);
        var query = new ListMySessions(caller.User, parameters.Page(), clock.Now);
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<SessionResponse>.Of(await list.HandleAsync(query, cancellationToken), session => SessionResponse.Of(session, caller.Session)));
    }

    [Function("RevokeSession")]
    [MayCall(Access.User)]
    public async Task<IResult> RevokeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/me/sessions/{sessionId}")] HttpRequest request, string sessionId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<SessionId>(sessionId, out var session)) return Reply.Refused(new Core.Users.Session.SessionNotFound());
        var command = new RevokeSession(session, Caller.Of(request).User, clock.Now);
        var revoked = await ConflictRetry.RunAsync(() => revoke.HandleAsync(command, cancellationToken));
        accounts.Forget(session);
        return Reply.NoContentOr(revoked);
    }
}
