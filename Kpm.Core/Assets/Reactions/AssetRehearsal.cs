using System.Security.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Delivers an asset of a release that is played: opens its keys, reads all bytes of its file and wraps its data key for the receivers. Stores nothing.</summary>
public sealed class AssetRehearsal(IAssets assets, IContentSealer sealer, IFileVault vault, AssetHandover handover, AssetCopies copies, IClock clock)
{
    /// <param name="release">The release as it was played.</param>
    /// <param name="id">One of its assets.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<AssetFinding> FindAsync(AssetRelease release, AssetId id, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(id, cancellationToken) is not { } asset) return new AssetFinding(id, RehearsalProblems.AssetMissing);
        var taken = asset.TakeHold(release.Id, release.State.Owner, clock.Now);
        if (taken.IsFailure) return new AssetFinding(id, WhyNot(asset, release));
        if (handover.Take(release, asset).IsFailure) return new AssetFinding(id, RehearsalProblems.AssetUnavailable);
        try
        {
            var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(id), asset.State.Sealed, release.State.Owner, cancellationToken);
            var read = await ReadAsync(asset, release.State.Owner, cancellationToken);
            return read.Problem is null && !await TryGiveAsync(release, asset, content, cancellationToken) ? read with { Problem = RehearsalProblems.ReceiverKeyMissing } : read;
        }
        catch (UserKeyMissingException)
        {
            return new AssetFinding(id, RehearsalProblems.KeyMissing);
        }
        catch (SealBrokenException)
        {
            return new AssetFinding(id, RehearsalProblems.SealBroken);
        }
    }

    private static string WhyNot(Asset asset, AssetRelease release)
    {
        if (asset.IsHidden) return RehearsalProblems.HeldByAnother;
        return asset.IsOwnedBy(release.State.Owner) ? RehearsalProblems.AssetUnavailable : RehearsalProblems.NotOwner;
    }

    private async Task<AssetFinding> ReadAsync(Asset asset, UserId owner, CancellationToken cancellationToken)
    {
        if (asset.State.File is not { } file) return new AssetFinding(asset.Id, RehearsalProblems.FileMissing);
        using var digest = SHA256.Create();
        try
        {
            await using (var plain = new CryptoStream(Stream.Null, digest, CryptoStreamMode.Write, leaveOpen: true))
                await vault.ReadAsync(asset.Id, file, asset.State.Sealed, owner, 0, file.SizeBytes, plain, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return new AssetFinding(asset.Id, RehearsalProblems.FileMissing);
        }
        catch (SealBrokenException)
        {
            return new AssetFinding(asset.Id, RehearsalProblems.FileDamaged);
        }

        var sha256 = Convert.ToHexStringLower(digest.Hash!);
        return new AssetFinding(asset.Id, sha256 == file.Sha256 ? null : RehearsalProblems.FileDamaged, file.SizeBytes, sha256);
    }

    /// <summary>False when a receiver has no key any more; of copies, when none has.</summary>
    private async Task<bool> TryGiveAsync(AssetRelease release, Asset asset, AssetContent content, CancellationToken cancellationToken)
    {
        // While nobody but the invited is to receive, there is no key to wrap for.
        if (release.Recipients.IsEmpty) return true;
        if (release.State.Bequest != BequestType.Copy) return await TryMoveAsync(release, asset, cancellationToken);
        var copied = 0;
        foreach (var receiver in release.Recipients)
            if (await copies.TrySealAsync(AssetCopies.IdOf(release.Id, asset.Id, receiver), content, receiver, cancellationToken) is not null) copied++;
        return copied > 0;
    }

    private async Task<bool> TryMoveAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        try
        {
            return !(await handover.MoveAsync(release, asset, cancellationToken)).IsFailure;
        }
        catch (UserKeyMissingException)
        {
            return false;
        }
    }
}
