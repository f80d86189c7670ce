using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Every release of a person, whatever became of it, is wrapped under the new version of the person's key.</summary>
public sealed class RewrapReleases(IReleases releases, IContentSealer sealer) : IKeyRotationStep
{
    public string Name => "releases";

    /// <summary>Done when a whole look finds nothing that is wrapped under an older version.</summary>
    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await RenewAsync(key, cancellationToken) == 0 || await RenewAsync(key, cancellationToken) == 0;

    private async Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var id in await releases.FindOfAsync(key.User, cancellationToken))
        {
            if (await releases.FindAsync(id, cancellationToken) is not { } release || !release.State.Sealed.HasOlderWrap(key)) continue;
            found++;
            release.RenewWrap(await sealer.RenewWrapAsync(AssetRelease.RecordOf(id), release.State.Sealed, key, cancellationToken));
            try
            {
                await releases.SaveAsync(release, cancellationToken);
            }
            catch (ConcurrencyConflictException)
            {
                // The other writer was faster; the next look finds the release again.
            }
        }

        return found;
    }
}
