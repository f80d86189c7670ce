using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The rows of a person's lists are wrapped under the new version of the person's key.</summary>
public sealed class RewrapRows(IAssetRows assets, IReleaseRows releases) : IKeyRotationStep
{
    public string Name => "rows";

    /// <summary>Done when a whole look finds nothing that is wrapped under an older version.</summary>
    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await RenewAsync(key, cancellationToken) == 0 || await RenewAsync(key, cancellationToken) == 0;

    private async Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await assets.RenewWrapsAsync(key, cancellationToken) + await releases.RenewWrapsAsync(key, cancellationToken);
}
