using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>DELETE /me</c>, <c>DELETE /users/{id}</c> and <c>PUT /users/{id}/disable</c>: how accounts end.</summary>
internal sealed class EndAccountFunctions(LeaveKpmHandler leave, RemoveUserHandler remove, DisableUserHandler disable, AccountGate accounts, IClock clock)
{
    [Function("LeaveKpm")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> LeaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/me")] HttpRequest request, CancellationToken cancellationToken)
    {
        var user = Caller.Of(request).User;
        var asked = await ConflictRetry.RunAsync(() => leave.HandleAsync(new LeaveKpm(user, clock.Now), cancellationToken));
        accounts.Forget(user);
        return Reply.AcceptedOr(asked);
    }

    [Function("RemoveUser")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/users/{userId}")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (body.Value.Reason.Length > RemoveUser.MaximumReasonLength)
            return Reply.Refused(new ValidationFailed([new FieldError("/reason", new TooLong(RemoveUser.MaximumReasonLength))]));
        if (!EntityId.TryParse<UserId>(userId, out var user)) return Reply.Refused(new UserNotFound());
        var command = new RemoveUser(user, Caller.Of(request).User, body.Value.Reason, EntityTags.ExpectedVersion(request), clock.Now);
        var removed = await ConflictRetry.RunAsync(() => remove.HandleAsync(command, cancellationToken));
        accounts.Forget(user);
        return Reply.NoContentOr(removed);
    }

    [Function("DisableUser")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> DisableAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/users/{userId}/disable")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<UserId>(userId, out var user)) return Reply.Refused(new UserNotFound());
        var command = new DisableUser(user, EntityTags.ExpectedVersion(request), clock.Now);
        var disabled = await ConflictRetry.RunAsync(() => disable.HandleAsync(command, cancellationToken));
        accounts.Forget(user);
        return Reply.NoContentOr(disabled);
    }

    private sealed record Body
    {
        public required string Reason { get; init; }
    }
}
