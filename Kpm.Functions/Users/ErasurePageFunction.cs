using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Users.Pages;
using Kpm.Functions.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /users/erasure</c>: the certificate that a person's key was destroyed, for whom the last mail was sent.</summary>
internal sealed class ErasurePageFunction(CertifyErasureHandler certify, ErasurePageTokens tokens, IClock clock)
{
    [Function("ErasurePage")]
    [MayCall(Access.Anonymous)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/erasure")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(request.Query["erasure_token"]) is not { } user) return LinkPages.Ended;
        var certified = await certify.HandleAsync(new CertifyErasure(user, clock.Now), cancellationToken);
        return certified.IsFailure ? ErasurePage.Waiting : ErasurePage.Of(certified.Value);
    }
}
