using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The rows of a person's lists are wrapped under the new version of the person's key.</summary>
public sealed class RewrapRows(IAssetRows assets, IReleaseRows releases) : RewrapStep("rows")
{
    protected override async Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await assets.RenewWrapsAsync(key, cancellationToken) + await releases.RenewWrapsAsync(key, cancellationToken);
}
