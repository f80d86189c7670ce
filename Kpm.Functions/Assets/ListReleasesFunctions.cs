using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /me/legacy</c>, its deprecated name <c>GET /users/me/legacy</c>, <c>GET /me/legacy/incoming</c>, <c>GET /me/legacy/watched</c> and <c>GET /me/legacy/stats</c>.</summary>
internal sealed class ListReleasesFunctions(ListMyReleasesHandler own, ListIncomingReleasesHandler incoming, ListWatchedReleasesHandler watched, GetReleaseStatsHandler stats, IClock clock)
{
    private static readonly Dictionary<string, ReleaseFilter> States = new(StringComparer.Ordinal) { ["active"] = ReleaseFilter.Active, ["past"] = ReleaseFilter.Past };

    [Function("ListMyReleases")]
    [MayCall(Access.User)]
    public Task<IResult> OwnAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/legacy")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListMyReleases(Caller.Of(request).User, parameters.OneOf("state", States, ReleaseFilter.Active), parameters.Page());
        return ReplyAsync(parameters, () => own.HandleAsync(query, cancellationToken));
    }

    [Function("ListMyReleasesByFormerName")]
    [MayCall(Access.User), Deprecated("/me/legacy")]
    public Task<IResult> OwnByFormerNameAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/users/me/legacy")] HttpRequest request, CancellationToken cancellationToken) =>
        OwnAsync(request, cancellationToken);

    [Function("ListIncomingReleases")]
    [MayCall(Access.User)]
    public Task<IResult> IncomingAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/legacy/incoming")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListIncomingReleases(Caller.Of(request).User, parameters.Page(), clock.Now);
        return ReplyAsync(parameters, () => incoming.HandleAsync(query, cancellationToken));
    }

    [Function("ListWatchedReleases")]
    [MayCall(Access.User)]
    public async Task<IResult> WatchedAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/legacy/watched")] HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new PageQuery(request);
        var query = new ListWatchedReleases(Caller.Of(request).User, parameters.Page());
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<WatchedResponse>.Of(await watched.HandleAsync(query, cancellationToken), WatchedResponse.Of));
    }

    [Function("GetReleaseStats")]
    [MayCall(Access.User)]
    public async Task<IResult> GetStatsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/legacy/stats")] HttpRequest request, CancellationToken cancellationToken)
    {
        var counts = await stats.HandleAsync(new GetReleaseStats(Caller.Of(request).User), cancellationToken);
        return Reply.Ok(StatsResponse.Of(counts));
    }

    private static async Task<IResult> ReplyAsync(PageQuery parameters, Func<Task<Page<ReleaseRow>>> list)
    {
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<ReleaseResponse>.Of(await list(), ReleaseResponse.Of));
    }

    /// <param name="Id">The legacy.</param>
    /// <param name="Links">What its keepers say.</param>
    /// <param name="Owner">Whose it is.</param>
    private sealed record WatchedResponse(string Id, SelfLink Links, string Owner)
    {
        public static WatchedResponse Of(ReleaseRow row) => new(row.Id.ToString(), new SelfLink($"/legacy/{row.Id}/attestations"), $"/users/{row.Owner}");
    }

    private sealed record StatsResponse(int Total, int InABottle, int HideAndSeek, int FutureSelf, int TimeCapsule, int Transfer, int Custom)
    {
        public static StatsResponse Of(IReadOnlyDictionary<ReleaseType, int> counts) => new(
            counts.Values.Sum(),
            counts[ReleaseType.AssetInABottle],
            counts[ReleaseType.HideAndSeek],
            counts[ReleaseType.AssetFutureSelf],
            counts[ReleaseType.TimeCapsule],
            counts[ReleaseType.Transfer],
            counts[ReleaseType.Custom]);
    }
}
