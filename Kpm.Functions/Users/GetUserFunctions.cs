using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /me</c>, its deprecated name <c>GET /users/me</c>, and <c>GET /users/{id}</c>.</summary>
internal sealed class GetUserFunctions(GetUserHandler handler)
{
    [Function("GetMe")]
    [MayCall(Access.User)]
    public Task<IResult> GetMeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return RunAsync(new GetUser(caller.User, caller.User, ByAdmin: false), cancellationToken);
    }

    [Function("GetMeByFormerName")]
    [MayCall(Access.User), Deprecated("/me")]
    public Task<IResult> GetMeByFormerNameAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/me")] HttpRequest request, CancellationToken cancellationToken) =>
        GetMeAsync(request, cancellationToken);

    [Function("GetUser")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/{userId}")] HttpRequest request, string userId, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        if (!EntityId.TryParse<UserId>(userId, out var user)) return Reply.Refused(caller.IsAdmin ? new UserNotFound() : new Forbidden());
        return await RunAsync(new GetUser(user, caller.User, caller.IsAdmin), cancellationToken);
    }

    private async Task<IResult> RunAsync(GetUser query, CancellationToken cancellationToken)
    {
        var view = await handler.HandleAsync(query, cancellationToken);
        if (view.IsFailure) return Reply.Refused(view.Error);
        return view.Value.Account is { } account ? Reply.Ok(UserResponse.Of(account), account.Version) : Reply.Ok(UserPublic.Of(view.Value.Profile));
    }
}
