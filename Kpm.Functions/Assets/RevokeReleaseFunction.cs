using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST /legacy/{id}/revocation</c>: the owner takes back what was delivered and not downloaded. Whoever found an open session must not be able to do this.</summary>
internal sealed class RevokeReleaseFunction(RevokeReleaseHandler handler, IClock clock)
{
    [Function("RevokeRelease")]
    [MayCall(Access.FreshUser)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/{releaseId}/revocation")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var command = new RevokeRelease(id, Caller.Of(request).User, clock.Now);
        var revoked = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return revoked.IsFailure ? Reply.Refused(revoked.Error) : Reply.Accepted($"/legacy/{id}");
    }
}
