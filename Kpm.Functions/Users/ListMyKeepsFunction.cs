using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /me/keeps</c>: the caller's keeps, pending and active.</summary>
internal sealed class ListMyKeepsFunction(ListMyKeepsHandler handler)
{
    private static readonly Dictionary<string, Lifecycle?> States = new(StringComparer.Ordinal) { ["pending"] = Lifecycle.Pending, ["active"] = Lifecycle.Active };

    /// <summary>By what lists of keeps can be ordered.</summary>
    public static IReadOnlyDictionary<string, KeepOrder> Orders { get; } = new Dictionary<string, KeepOrder>(StringComparer.Ordinal)
    {
        ["created_ts"] = KeepOrder.CreatedTs,
        ["modified_ts"] = KeepOrder.ModifiedTs,
        ["state"] = KeepOrder.State,
    };

    [Function("ListMyKeeps")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/keeps")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListMyKeeps(Caller.Of(request).User, parameters.OneOf("state", States, null), parameters.OneOf("order_by", Orders, KeepOrder.CreatedTs), parameters.Page());
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<KeepResponse>.Of(await handler.HandleAsync(query, cancellationToken), KeepResponse.Of));
    }
}
