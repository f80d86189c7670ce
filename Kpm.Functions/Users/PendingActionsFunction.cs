using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /me/pending-actions</c>: how much waits for the caller.</summary>
internal sealed class PendingActionsFunction(CountKeepRequestsHandler keeps, CountIncomingReleasesHandler releases, IClock clock)
{
    [Function("GetPendingActions")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/pending-actions")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request).User;
        var requested = keeps.HandleAsync(new CountKeepRequests(caller), cancellationToken);
        var incoming = releases.HandleAsync(new CountIncomingReleases(caller, clock.Now), cancellationToken);
        return Reply.Ok(new Body(await requested, await incoming));
    }

    /// <param name="Keeps">Keeps that the caller was asked for.</param>
    /// <param name="Legacy">Releases that the caller may claim.</param>
    private sealed record Body(int Keeps, int Legacy);
}
