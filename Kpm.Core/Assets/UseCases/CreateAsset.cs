using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Creates an asset, which waits for its file. Every active user may call it.</summary>
public sealed record CreateAsset(AssetId Id, UserId By, NewAsset Facts, Timestamp At);

/// <summary>Whether anybody may be named as a co-owner; if not, only keeps of the creator. The setting <c>ALLOW_ANY_COOWNER</c>.</summary>
public sealed record CoOwnerPolicy(bool AllowAny);

public sealed class CreateAssetHandler(IAssets assets, IAssetQuota quota, IKeepLookup keeps, IContentSealer sealer, CoOwnerPolicy coOwners)
{
    /// <remarks>
    /// Errors: <see cref="NotOwner"/>, <see cref="CoOwnerNotKeep"/>, <see cref="QuotaExceeded"/>, <see cref="IdTaken"/> when the id is
    /// taken by an asset of others. Repeating the command with its id is a success that changes nothing.
    /// </remarks>
    public async Task<Result> HandleAsync(CreateAsset command, CancellationToken cancellationToken)
    {
        var owners = command.Facts.Owners;
        if (!coOwners.AllowAny && !await keeps.AreAllKeepsAsync(command.By, owners, cancellationToken)) return new CoOwnerNotKeep();

        var content = await sealer.SealAsync(Asset.RecordOf(command.Id), command.Facts.Content, owners, cancellationToken);
        var asset = Asset.Create(command.Id, command.By, command.Facts, content, command.At);
        if (asset.IsFailure) return asset.Error;
        var reserved = await quota.ReserveAsync(command.By, command.Id, command.Facts.File.SizeBytes, command.At, cancellationToken);
        if (reserved.IsFailure) return reserved;
        if (await assets.AddAsync(asset.Value, cancellationToken)) return Result.Success;

        if (await assets.FindAsync(command.Id, cancellationToken) is { } existing && existing.IsOwnedBy(command.By)) return Result.Success;
        await quota.ReleaseAsync(command.By, command.Id, cancellationToken);
        return new IdTaken();
    }
}
