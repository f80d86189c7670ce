using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /me/history</c>: what happened to the caller's legacies and to those that are for the caller, the newest first.</summary>
internal sealed class ListMyHistoryFunction(ListMyHistoryHandler handler)
{
    [Function("ListMyHistory")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/history")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListMyHistory(Caller.Of(request).User, parameters.Page() with { Descending = true });
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<HistoryEntryResponse>.Of(await handler.HandleAsync(query, cancellationToken), HistoryEntryResponse.Of));
    }
}
