using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /legacy/{id}</c>, <c>PATCH /legacy/{id}</c>, <c>POST /legacy/{id}/trigger</c> and <c>DELETE /legacy/{id}</c>.</summary>
internal sealed class ReleaseFunctions(GetReleaseHandler get, ReviseReleaseHandler revise, TriggerReleaseHandler trigger, CancelReleaseHandler cancel, IClock clock)
{
    [Function("GetRelease")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/legacy/{releaseId}")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var release = await get.HandleAsync(new GetRelease(id, Caller.Of(request).User, clock.Now), cancellationToken);
        return release.IsFailure ? Reply.Refused(release.Error) : Reply.Ok(ReleaseResponse.Of(release.Value), release.Value.Version);
    }

    /// <summary>The owner changes the plan.</summary>
    [Function("ReviseRelease")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public async Task<IResult> ReviseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/v1/legacy/{releaseId}")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ReleaseBody>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var changes = body.Value.ToDraft();
        if (changes.IsFailure) return Reply.Refused(changes.Error);
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var command = new ReviseRelease(id, Caller.Of(request).User, changes.Value, EntityTags.ExpectedVersion(request), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => revise.HandleAsync(command, cancellationToken)));
    }

    /// <summary>A receiver claims what waits for them.</summary>
    [Function("TriggerRelease")]
    [MayCall(Access.User), RateLimited(RateLimit.Trigger)]
    public async Task<IResult> TriggerAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/{releaseId}/trigger")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<TriggerBody>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var command = new TriggerRelease(id, Caller.Of(request).User, body.Value.GeoLocation, clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => trigger.HandleAsync(command, cancellationToken)));
    }

    /// <summary>The owner takes it back, or a receiver declines.</summary>
    [Function("CancelRelease")]
    [MayCall(Access.User)]
    public async Task<IResult> CancelAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/legacy/{releaseId}")] HttpRequest request, string releaseId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var id)) return Reply.Refused(new Forbidden());
        var command = new CancelRelease(id, Caller.Of(request).User, EntityTags.ExpectedVersion(request), clock.Now);
        return Reply.NoContentOr(await ConflictRetry.RunAsync(() => cancel.HandleAsync(command, cancellationToken)));
    }

    private sealed record TriggerBody
    {
        public string? GeoLocation { get; init; }
    }
}
