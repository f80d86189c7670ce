using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Takes an asset out of the trash. Its owner may call it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="By">Who asks.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record RestoreAsset(AssetId Asset, UserId By, long? ExpectedVersion, Timestamp At);

public sealed class RestoreAssetHandler(IAssets assets)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown asset; <see cref="VersionMismatch"/>. Repeating it is a success that changes nothing.</remarks>
    public async Task<Result> HandleAsync(RestoreAsset command, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(command.Asset, cancellationToken) is not { } asset || !asset.IsOwnedBy(command.By)) return new Forbidden();
        if (command.ExpectedVersion is { } expected && expected != asset.Version) return new VersionMismatch();
        var done = asset.Restore(command.By, command.At);
        if (done.IsFailure) return done;
        await assets.SaveAsync(asset, cancellationToken);
        return Result.Success;
    }
}
