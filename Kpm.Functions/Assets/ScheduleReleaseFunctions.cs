using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary>The six ways to schedule a release: five presets of conditions, and conditions of one's own.</summary>
internal sealed class ScheduleReleaseFunctions(ScheduleReleaseHandler handler, IClock clock)
{
    [Function("ScheduleToFutureSelf")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public Task<IResult> ToFutureSelfAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/to-future-self")] HttpRequest request, CancellationToken cancellationToken) =>
        ScheduleAsync(ReleaseType.AssetFutureSelf, request, cancellationToken);

    [Function("ScheduleInABottle")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public Task<IResult> InABottleAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/in-a-bottle")] HttpRequest request, CancellationToken cancellationToken) =>
        ScheduleAsync(ReleaseType.AssetInABottle, request, cancellationToken);

    [Function("ScheduleHideAndSeek")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public Task<IResult> HideAndSeekAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/hide-and-seek")] HttpRequest request, CancellationToken cancellationToken) =>
        ScheduleAsync(ReleaseType.HideAndSeek, request, cancellationToken);

    [Function("ScheduleTransfer")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public Task<IResult> TransferAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/transfer")] HttpRequest request, CancellationToken cancellationToken) =>
        ScheduleAsync(ReleaseType.Transfer, request, cancellationToken);

    [Function("ScheduleTimeCapsule")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public Task<IResult> TimeCapsuleAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy/time-capsule")] HttpRequest request, CancellationToken cancellationToken) =>
        ScheduleAsync(ReleaseType.TimeCapsule, request, cancellationToken);

    [Function("ScheduleRelease")]
    [MayCall(Access.User), RateLimited(RateLimit.Plan)]
    public Task<IResult> CustomAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/legacy")] HttpRequest request, CancellationToken cancellationToken) =>
        ScheduleAsync(ReleaseType.Custom, request, cancellationToken);

    private async Task<IResult> ScheduleAsync(ReleaseType type, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ReleaseBody>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var id = NewId.For<ReleaseId>(request, body.Value.Id);
        if (id.IsFailure) return Reply.Refused(id.Error);
        var draft = body.Value.ToDraft();
        if (draft.IsFailure) return Reply.Refused(draft.Error);

        var (caller, now) = (Caller.Of(request).User, clock.Now);
        var plan = ReleasePlan.Check(type, draft.Value, caller, now);
        if (plan.IsFailure) return Reply.Refused(plan.Error);
        var command = new ScheduleRelease(id.Value, caller, plan.Value, now);
        var scheduled = await ConflictRetry.RunAsync(() => handler.HandleAsync(command, cancellationToken));
        return scheduled.IsFailure ? Reply.Refused(scheduled.Error) : Reply.Created($"/legacy/{id.Value}");
    }
}
