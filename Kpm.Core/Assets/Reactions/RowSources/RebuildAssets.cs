using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions.RowSources;

/// <summary>The rows of an asset, in the lists of its owners and of admins, are made anew.</summary>
public sealed class RebuildAssets(IIdPages<AssetId> assets, ProjectAsset project) : RowSource<AssetId>("assets", assets)
{
    protected override Task RebuildAsync(AssetId id, CancellationToken cancellationToken) => project.RebuildAsync(id, cancellationToken);
}
