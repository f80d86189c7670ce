using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>POST /admin/projections/rebuild</c>: has the rows of all lists, and what they come to, made anew.</summary>
internal sealed class RebuildProjectionsFunction(RebuildProjectionsHandler handler)
{
    [Function("RebuildProjections")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/admin/projections/rebuild")] HttpRequest request, CancellationToken cancellationToken)
    {
        var run = request.HttpContext.Features.Get<IdempotentRequest>()?.ResourceId ?? Guid.CreateVersion7();
        await handler.HandleAsync(new RebuildProjections(run), cancellationToken);
        return Reply.AcceptedOr(Result.Success);
    }
}
