using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Makes an asset of their own for each receiver of a release that leaves copies.</summary>
/// <remarks>The id of a copy follows from release, asset and receiver, so a repeat finds what was made. A blob without its asset is left to the sweep for orphans.</remarks>
public sealed class AssetCopies(IAssets assets, IContentSealer sealer, IFileVault vault, IClock clock)
{
    /// <returns>False when no receiver is left, or the file is damaged or gone.</returns>
    public async Task<bool> TryMakeAsync(AssetRelease release, Asset original, Guid attempt, CancellationToken cancellationToken)
    {
        var made = 0;
        try
        {
            var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(original.Id), original.State.Sealed, release.State.Owner, cancellationToken);
            foreach (var receiver in release.Recipients)
                if (await TryMakeAsync(release.Id, release.State.Owner, original, content, receiver, attempt, cancellationToken)) made++;
        }
        catch (Exception damage) when (damage is SealBrokenException or FileNotFoundException or UserKeyMissingException)
        {
            return false;
        }

        return made > 0;
    }

    /// <summary>The id of a receiver's copy.</summary>
    public static AssetId IdOf(ReleaseId release, AssetId original, UserId receiver) => DerivedId.From<AssetId>($"{release}:{original}:{receiver}", "copy");

    /// <summary>The content of a receiver's copy under a data key of its own; null when the receiver was erased.</summary>
    public async Task<SealedRecord?> TrySealAsync(AssetId id, AssetContent content, UserId receiver, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.SealAsync(Asset.RecordOf(id), content, [receiver], cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            return null;
        }
    }

    private async Task<bool> TryMakeAsync(ReleaseId release, UserId giver, Asset original, AssetContent content, UserId receiver, Guid attempt, CancellationToken cancellationToken)
    {
        var id = IdOf(release, original.Id, receiver);
        if (await assets.FindAsync(id, cancellationToken) is not null) return true;
        if (await TrySealAsync(id, content, receiver, cancellationToken) is not { } record) return false;
        var file = await vault.CopyAsync(new KeyedFile(original.Id, original.State.File!, original.State.Sealed, giver), new KeyedAttempt(id, attempt, record, receiver), cancellationToken);
        var copy = Asset.CopyOf(original, new AssetDelivery(release, giver, OwnersBefore: []), id, receiver, record, file, clock.Now);
        await assets.AddAsync(copy, cancellationToken);
        return true;
    }
}
