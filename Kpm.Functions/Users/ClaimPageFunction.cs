using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Users.Pages;
using Kpm.Functions.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /legacy/waiting</c>: where the mail about something to claim leads. The claim itself needs a log-in.</summary>
internal sealed class ClaimPageFunction(GetUserHandler handler, ClaimPageTokens tokens)
{
    [Function("ClaimPage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/legacy/waiting")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(request.Query["claim_token"]) is not { } token) return LinkPages.Ended;
        if (token.Giver == token.Receiver) return ClaimPage.OfOneself;
        // As the receiver may see it: a giver who is no keep any more, or who was erased, has no name here.
        var view = await handler.HandleAsync(new GetUser(token.Giver, token.Receiver, ByAdmin: false), cancellationToken);
        return ClaimPage.From(view.IsFailure ? null : view.Value.Profile.PublicName);
    }
}
