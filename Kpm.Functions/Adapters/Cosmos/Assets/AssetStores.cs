using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Assets, in container <c>assets</c>.</summary>
internal sealed class AssetStore(AggregateStore<Asset, AssetId, AssetState> store) : IAssets
{
    public static AggregateMapping<Asset, AssetId, AssetState> Mapping { get; } = new("assets", "asset", Asset.Load)
    {
        NextCheckAt = state => state.ShredTs,
    };

    public Task<Asset?> FindAsync(AssetId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(Asset aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(Asset aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);

    public Task<IReadOnlyList<AssetId>> FindOwnedAsync(UserId person, CancellationToken cancellationToken) =>
        store.FindIdsAsync<AssetId>("ARRAY_CONTAINS(c.state.owners, @person) AND c.state.lifecycle != 'removed'", [("@person", person.ToString())], cancellationToken);
}

/// <summary>Releases, in container <c>releases</c>.</summary>
internal sealed class ReleaseStore(AggregateStore<AssetRelease, ReleaseId, ReleaseState> store) : IReleases
{
    public static AggregateMapping<AssetRelease, ReleaseId, ReleaseState> Mapping { get; } = new("releases", "release", AssetRelease.Load)
    {
        NextCheckAt = state => state.NextCheckAt,
        Upcasters = [ReleaseUpcasts.ToConditions],
    };

    public Task<AssetRelease?> FindAsync(ReleaseId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(AssetRelease aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(AssetRelease aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);

    public Task<IReadOnlyList<ReleaseId>> FindOfAsync(UserId person, CancellationToken cancellationToken) =>
        store.FindIdsAsync<ReleaseId>("c.state.owner = @person OR ARRAY_CONTAINS(c.state.receivers, @person)", [("@person", person.ToString())], cancellationToken);

    public Task<IReadOnlyList<ReleaseId>> FindWatchedByAsync(UserId keeper, CancellationToken cancellationToken) =>
        store.FindIdsAsync<ReleaseId>("ARRAY_CONTAINS(c.state.keepers, @keeper)", [("@keeper", keeper.ToString())], cancellationToken);
}
