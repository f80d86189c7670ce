using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Makes an asset of their own for each receiver of a release that leaves copies, or sees to it that none is made.</summary>
/// <remarks>
/// The id of a copy follows from release, asset and receiver, so a repeat finds what was made. Who makes them and who gives up go through the receivers in the same
/// order, and what is stored first under an id stays. So two tries at the same time come to the same end, also when another release takes hold of the original, or lets
/// go, in between: once there is a copy, nobody gives up, and once all were given up, there is none. A blob without its asset is left to the sweep for orphans.
/// </remarks>
public sealed class AssetCopies(IAssets assets, IContentSealer sealer, IFileVault vault, IClock clock)
{
    /// <summary>Makes those that are missing. What has begun is finished, whoever holds the original by now; what was given up is not begun again.</summary>
    /// <param name="release">The release.</param>
    /// <param name="original">What is copied.</param>
    /// <param name="mayBegin">Whether the release may give it away.</param>
    /// <param name="attempt">Names the blobs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there is a copy: there is none when no receiver is left, or the file is damaged or gone.</returns>
    /// <exception cref="ConcurrencyConflictException">Another try was faster: look again.</exception>
    public async Task<bool> TryMakeAsync(AssetRelease release, Asset original, bool mayBegin, Guid attempt, CancellationToken cancellationToken)
    {
        var (made, isGivenUp, missing) = (0, false, new List<UserId>());
        foreach (var receiver in release.Recipients)
        {
            if (await assets.FindAsync(IdOf(release.Id, original.Id, receiver), cancellationToken) is not { } found) missing.Add(receiver);
            else if (found.WasRevokedBy(release.Id)) isGivenUp = true;
            else made++;
        }

        if (missing.Count == 0 || (made == 0 && (isGivenUp || !mayBegin))) return made > 0;
        try
        {
            var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(original.Id), original.State.Sealed, release.State.Owner, cancellationToken);
            foreach (var receiver in missing)
                if (await TryMakeAsync(release.Id, release.State.Owner, original, content, receiver, attempt, cancellationToken)) made++;
        }
        catch (Exception damage) when (damage is SealBrokenException or FileNotFoundException or UserKeyMissingException)
        {
            // What was made before stays with its receivers.
        }

        return made > 0;
    }

    /// <summary>In place of each copy that is missing comes an asset that is none.</summary>
    /// <exception cref="ConcurrencyConflictException">Another try makes them: look again.</exception>
    public async Task GiveUpAsync(AssetRelease release, Asset original, CancellationToken cancellationToken)
    {
        foreach (var receiver in release.Recipients)
        {
            var id = IdOf(release.Id, original.Id, receiver);
            var isGivenUp = await assets.FindAsync(id, cancellationToken) is { } found
                ? found.WasRevokedBy(release.Id)
                : await assets.AddAsync(Asset.InPlaceOfCopy(original, id, receiver, release.Id, clock.Now), cancellationToken);
            if (!isGivenUp) throw new ConcurrencyConflictException();
        }
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
        if (await TrySealAsync(id, content, receiver, cancellationToken) is not { } record) return false;
        var file = await vault.CopyAsync(new KeyedFile(original.Id, original.State.File!, original.State.Sealed, giver), new KeyedAttempt(id, attempt, record, receiver), cancellationToken);
        var copy = Asset.CopyOf(original, new AssetDelivery(release, giver, OwnersBefore: []), id, receiver, record, file, clock.Now);
        return await assets.AddAsync(copy, cancellationToken) ? true : throw new ConcurrencyConflictException();
    }
}
