using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /legacy/{id}/attempts</c>, <c>GET /legacy/{id}/attempts/{attemptId}</c>, and <c>POST …/pause</c>: the attempts to reach the owner of a legacy.</summary>
internal sealed class AttemptFunctions(ListAttemptsHandler list, GetAttemptHandler get, PauseAttemptHandler pause, IClock clock)
{
    private const string Route = "api/v1/legacy/{releaseId}/attempts";

    [Function("ListAttempts")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release)) return Reply.Refused(new Forbidden());
        var found = await list.HandleAsync(new ListAttempts(release, Caller.Of(request).User), cancellationToken);
        return found.IsFailure ? Reply.Refused(found.Error) : Reply.Ok(found.Value.Select(attempt => AttemptResponse.Of(attempt, Caller.Of(request).User)).ToList());
    }

    [Function("GetAttempt")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{attemptId}")] HttpRequest request, string releaseId, string attemptId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release) || !EntityId.TryParse<AttemptId>(attemptId, out var attempt)) return Reply.Refused(new Forbidden());
        var found = await get.HandleAsync(new GetAttempt(release, attempt, Caller.Of(request).User), cancellationToken);
        return found.IsFailure ? Reply.Refused(found.Error) : Reply.Ok(AttemptResponse.Of(found.Value, Caller.Of(request).User), found.Value.Version);
    }

    [Function("PauseAttempt")]
    [MayCall(Access.User)]
    public async Task<IResult> PauseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{attemptId}/pause")] HttpRequest request, string releaseId, string attemptId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release) || !EntityId.TryParse<AttemptId>(attemptId, out var attempt)) return Reply.Refused(new Forbidden());
        var command = new PauseAttempt(release, attempt, Caller.Of(request).User, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => pause.HandleAsync(command, cancellationToken)));
    }
}
