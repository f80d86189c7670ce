using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /users</c>: every account, for admins.</summary>
internal sealed class ListUsersFunction(ListUsersHandler handler)
{
    [Function("ListUsers")]
    [MayCall(Access.Admin)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListUsers(parameters.Page());
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<UserResponse>.Of(await handler.HandleAsync(query, cancellationToken), UserResponse.Of));
    }
}
