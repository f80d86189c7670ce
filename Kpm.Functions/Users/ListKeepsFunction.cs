using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /keeps</c>: every keep, for admins.</summary>
internal sealed class ListKeepsFunction(ListKeepsHandler handler)
{
    [Function("ListKeeps")]
    [MayCall(Access.Admin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/keeps")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListKeeps(parameters.OneOf("order_by", ListMyKeepsFunction.Orders, KeepOrder.CreatedTs), parameters.Page());
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<KeepResponse>.Of(await handler.HandleAsync(query, cancellationToken), KeepResponse.Of));
    }
}
