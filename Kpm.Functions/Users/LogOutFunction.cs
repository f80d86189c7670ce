using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>DELETE /logout</c>: ends the session of a refresh token, sent as the bearer.</summary>
internal sealed class LogOutFunction(LogOutHandler handler, AccountGate accounts, IClock clock)
{
    [Function("LogOut")]
    [MayCall(Access.RefreshToken)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/logout")] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new LogOut(RefreshToken.Parse(BearerToken.Of(request))!, clock.Now);
        var ended = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        accounts.Forget(command.Token.Session);
        return Reply.NoContentOr(ended);
    }
}
