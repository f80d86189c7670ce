using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Every asset of a person, and with it its file, is wrapped under the new version of the person's key. The wraps of other owners stay.</summary>
public sealed class RewrapAssets(IAssets assets, IContentSealer sealer) : IKeyRotationStep
{
    public string Name => "assets";

    /// <summary>Done when a whole look finds nothing that is wrapped under an older version.</summary>
    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await RenewAsync(key, cancellationToken) == 0 || await RenewAsync(key, cancellationToken) == 0;

    private async Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var id in await assets.FindOwnedAsync(key.User, cancellationToken))
        {
            if (await assets.FindAsync(id, cancellationToken) is not { } asset || !asset.State.Sealed.HasOlderWrap(key)) continue;
            found++;
            asset.RenewWrap(await sealer.RenewWrapAsync(Asset.RecordOf(id), asset.State.Sealed, key, cancellationToken));
            try
            {
                await assets.SaveAsync(asset, cancellationToken);
            }
            catch (ConcurrencyConflictException)
            {
                // The other writer was faster; the next look finds the asset again.
            }
        }

        return found;
    }
}
