using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>GET /me/assets/stats</c>, <c>GET /me/assets/of-the-week</c> and <c>GET /me/assets/tag-cloud</c>.</summary>
internal sealed class AssetOverviewFunctions(GetAssetUsageHandler usage, GetAssetsOfTheWeekHandler ofTheWeek, GetTagCloudHandler tagCloud, IClock clock)
{
    [Function("GetAssetStats")]
    [MayCall(Access.User)]
    public async Task<IResult> GetStatsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/assets/stats")] HttpRequest request, CancellationToken cancellationToken) =>
        Reply.Ok(StatsResponse.Of(await usage.HandleAsync(new GetAssetUsage(Caller.Of(request).User), cancellationToken)));

    [Function("GetAssetsOfTheWeek")]
    [MayCall(Access.User)]
    public async Task<IResult> GetOfTheWeekAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/assets/of-the-week")] HttpRequest request, CancellationToken cancellationToken)
    {
        var chosen = await ofTheWeek.HandleAsync(new GetAssetsOfTheWeek(Caller.Of(request).User, clock.Now), cancellationToken);
        return Reply.Ok(chosen.Select(row => new ChosenAsset(row.Id.ToString(), row.Content.Title, row.FileType)));
    }

    [Function("GetTagCloud")]
    [MayCall(Access.User)]
    public async Task<IResult> GetTagCloudAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/assets/tag-cloud")] HttpRequest request, CancellationToken cancellationToken) =>
        Reply.Ok(new Dictionary<string, int>(await tagCloud.HandleAsync(new GetTagCloud(Caller.Of(request).User), cancellationToken), StringComparer.Ordinal));

    private sealed record ChosenAsset(string Id, string Title, string FileType);

    /// <param name="MaxSizeMb">How much the caller may keep, in MB of 1,048,576 bytes.</param>
    /// <param name="SizeMb">How much there is, per kind and in all, in MB.</param>
    /// <param name="Count">How many there are, per kind and in all.</param>
    private sealed record StatsResponse(long MaxSizeMb, IReadOnlyDictionary<string, double> SizeMb, IReadOnlyDictionary<string, int> Count)
    {
        private const string Total = "total";

        public static StatsResponse Of(AssetUsage usage) => new(
            (long)Megabytes.Of(usage.QuotaBytes),
            usage.Kinds.ToDictionary(kind => kind.Key, kind => Megabytes.Of(kind.Value.Bytes), StringComparer.Ordinal)
                .Append(new(Total, Megabytes.Of(usage.Kinds.Values.Sum(kind => kind.Bytes)))).ToDictionary(StringComparer.Ordinal),
            usage.Kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Count, StringComparer.Ordinal)
                .Append(new(Total, usage.Kinds.Values.Sum(kind => kind.Count))).ToDictionary(StringComparer.Ordinal));
    }
}
