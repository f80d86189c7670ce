using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>PATCH /me/change-password</c>: takes a new password; every other session of the caller is over.</summary>
internal sealed class ChangePasswordFunction(ChangePasswordHandler handler, AccountGate accounts, IClock clock)
{
    [Function("ChangePassword")]
    [MayCall(Access.FreshUser), RateLimited(RateLimit.LogIn)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/v1/me/change-password")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var caller = Caller.Of(request);
        var command = new ChangePassword(caller.User, caller.Session, body.Value.OldPassword, body.Value.NewPassword, clock.Now);
        var changed = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        accounts.Forget(caller.User);
        return Reply.NoContentOr(changed);
    }

    private sealed record Body
    {
        public string? OldPassword { get; init; }

        public string? NewPassword { get; init; }
    }
}
