using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST /legacy/{id}/invitations/{invitationId}/mail</c>: the owner has an invitation mailed once more.</summary>
internal sealed class RemindInvitedFunction(RemindInvitedHandler handler)
{
    [Function("RemindInvited")]
    [MayCall(Access.User), RateLimited(RateLimit.Mail)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/{releaseId}/invitations/{invitationId}/mail")] HttpRequest request, string releaseId, string invitationId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release) || !EntityId.TryParse<InvitationId>(invitationId, out var invitation)) return Reply.Refused(new Forbidden());
        var command = new RemindInvited(NewId.ForRequest(request), release, invitation, Caller.Of(request).User);
        return Reply.AcceptedOr(await handler.HandleAsync(command, cancellationToken));
    }
}
