using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions.RowSources;

/// <summary>What a person does not own leaves their lists, and what is left is counted anew: the bytes that are used, and those of each kind.</summary>
/// <remarks>What is missing in the lists comes from <see cref="RebuildAssets"/>, which counts it; the two may run in any order.</remarks>
public sealed class RebuildOwners(IIdPages<UserId> people, IAssets assets, IAssetRowRepair rows) : RowSource<UserId>("owners", people)
{
    protected override async Task RebuildAsync(UserId id, CancellationToken cancellationToken)
    {
        var owned = await assets.FindOwnedAsync(id, cancellationToken);
        foreach (var doubtful in (await rows.FindAsync(id, cancellationToken)).Except(owned))
        {
            var asset = await assets.FindAsync(doubtful, cancellationToken);
            if (asset?.State.Lifecycle is null or Lifecycle.Removed || !asset.IsOwnedBy(id)) await rows.RemoveAsync(id, doubtful, asset?.Version, cancellationToken);
        }

        await rows.RecountAsync(id, cancellationToken);
    }
}
