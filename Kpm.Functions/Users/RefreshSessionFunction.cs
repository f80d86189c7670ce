using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /refresh</c>: trades a refresh token, sent as the bearer, for new tokens.</summary>
internal sealed class RefreshSessionFunction(RefreshSessionHandler handler, AccountGate accounts, IClock clock)
{
    [Function("RefreshSession")]
    [MayCall(Access.RefreshToken), IssuesTokens]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/refresh")] HttpRequest request, CancellationToken cancellationToken)
    {
        var command = new RefreshSession(RefreshToken.Parse(BearerToken.Of(request))!, DeviceName.Of(request), clock.Now);
        var issued = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        if (!issued.IsFailure) return TokenResponse.Reply(request, issued.Value);
        accounts.Forget(command.Token.Session);
        return Reply.Refused(issued.Error);
    }
}
