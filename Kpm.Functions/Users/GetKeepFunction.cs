using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /me/keeps/{id}</c>: one keep of the caller.</summary>
internal sealed class GetKeepFunction(GetKeepHandler handler)
{
    [Function("GetKeep")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/keeps/{keepId}")] HttpRequest request, string keepId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<KeepId>(keepId, out var id)) return Reply.Refused(new Forbidden());
        var keep = await handler.HandleAsync(new GetKeep(id, Caller.Of(request).User), cancellationToken);
        return keep.IsFailure ? Reply.Refused(keep.Error) : Reply.Ok(KeepResponse.Of(keep.Value), keep.Value.Version);
    }
}
