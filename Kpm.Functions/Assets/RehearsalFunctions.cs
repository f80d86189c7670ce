using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST</c> and <c>GET /legacy/{id}/rehearsals</c>, and <c>GET /legacy/{id}/rehearsals/{rehearsalId}</c>: the owner tries a plan.</summary>
internal sealed class RehearsalFunctions(RequestRehearsalHandler request, ListRehearsalsHandler list, GetRehearsalHandler get, IClock clock)
{
    private const string Route = "api/v1/legacy/{releaseId}/rehearsals";

    [Function("RequestRehearsal")]
    [MayCall(Access.User), RateLimited(RateLimit.Rehearsal)]
    public async Task<IResult> RequestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest httpRequest, string releaseId, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<RehearsalBody>(httpRequest);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release)) return Reply.Refused(new Forbidden());
        var id = RehearsalId.Of(NewId.ForRequest(httpRequest));
        var clockOf = body.Value.At is { } at ? new Timestamp(at) : (Timestamp?)null;
        var requested = await request.HandleAsync(new RequestRehearsal(id, release, Caller.Of(httpRequest).User, clockOf, body.Value.Location, clock.Now) { Premise = new RehearsalPremise(body.Value.Silent == true, body.Value.Preceded == true) }, cancellationToken);
        return requested.IsFailure ? Reply.Refused(requested.Error) : Reply.Created($"/legacy/{release}/rehearsals/{id}");
    }

    [Function("ListRehearsals")]
    [MayCall(Access.User)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest httpRequest, string releaseId, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(httpRequest);
        var page = parameters.Page();
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release)) return Reply.Refused(new Forbidden());
        var found = await list.HandleAsync(new ListRehearsals(release, Caller.Of(httpRequest).User, page), cancellationToken);
        return found.IsFailure ? Reply.Refused(found.Error) : Reply.Ok(PageResponse<RehearsalRowResponse>.Of(found.Value, RehearsalRowResponse.Of));
    }

    [Function("GetRehearsal")]
    [MayCall(Access.User)]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{rehearsalId}")] HttpRequest httpRequest, string releaseId, string rehearsalId, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<ReleaseId>(releaseId, out var release) || !EntityId.TryParse<RehearsalId>(rehearsalId, out var rehearsal)) return Reply.Refused(new Forbidden());
        var view = await get.HandleAsync(new GetRehearsal(release, rehearsal, Caller.Of(httpRequest).User), cancellationToken);
        return view.IsFailure ? Reply.Refused(view.Error) : Reply.Ok(RehearsalResponse.Of(view.Value));
    }

    private sealed record RehearsalBody
    {
        public long? At { get; init; }

        public string? Location { get; init; }

        public bool? Silent { get; init; }

        public bool? Preceded { get; init; }
    }
}
