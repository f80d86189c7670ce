using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Operations;

/// <summary>
/// <c>GET /admin/failures</c>, <c>POST /admin/failures/{id}/resubmit</c> and <c>DELETE /admin/failures/{id}</c>: the work that was given up, for
/// admins.
/// </summary>
internal sealed class FailureFunctions(IFailureLog failures, FailureDesk desk)
{
    [Function("ListFailures")]
    [MayCall(Access.Admin)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/admin/failures")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var page = parameters.Page();
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<FailureResponse>.Of(await failures.ListAsync(page, cancellationToken), FailureResponse.Of));
    }

    [Function("ResubmitFailure")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> ResubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/admin/failures/{failureId}/resubmit")] HttpRequest request, string failureId, CancellationToken cancellationToken) =>
        Reply.AcceptedOr(await desk.ResubmitAsync(failureId, cancellationToken));

    [Function("DismissFailure")]
    [MayCall(Access.FreshAdmin)]
    public async Task<IResult> DismissAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/admin/failures/{failureId}")] HttpRequest request, string failureId, CancellationToken cancellationToken) =>
        Reply.NoContentOr(await desk.DismissAsync(failureId, cancellationToken));

    /// <param name="Id">Names the failure.</param>
    /// <param name="Queue">The queue whose function gave up.</param>
    /// <param name="EventId">The event or work.</param>
    /// <param name="Code">A stable word for the cause.</param>
    /// <param name="FailedTs">When it was given up.</param>
    /// <param name="Message">The message: ids and codes.</param>
    private sealed record FailureResponse(string Id, string Queue, string EventId, string Code, Timestamp FailedTs, string Message)
    {
        public static FailureResponse Of(Failure failure) => new(failure.Id, failure.Queue, failure.EventId, failure.Code, failure.FailedTs, failure.Message);
    }
}
