using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Changes what is said about an asset. Its owners may call it while the asset is visible.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="By">Who changes it.</param>
/// <param name="Patch">What changes; checked.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record UpdateAsset(AssetId Asset, UserId By, AssetPatch Patch, long? ExpectedVersion, Timestamp At);

public sealed class UpdateAssetHandler(IAssets assets, IContentSealer sealer)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown asset; <see cref="VersionMismatch"/>.</remarks>
    public async Task<Result> HandleAsync(UpdateAsset command, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(command.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(command.By)) return new Forbidden();
        if (command.ExpectedVersion is { } expected && expected != asset.Version) return new VersionMismatch();
        var record = Asset.RecordOf(asset.Id);
        var before = await sealer.OpenAsync<AssetContent>(record, asset.State.Sealed, command.By, cancellationToken);
        var after = command.Patch.Apply(before);
        var resealed = await sealer.ResealAsync(record, asset.State.Sealed, command.By, after, cancellationToken);
        asset.Update(resealed, command.Patch, command.Patch.ChangedFields(asset.State, before, after), command.At);
        await assets.SaveAsync(asset, cancellationToken);
        return Result.Success;
    }
}
