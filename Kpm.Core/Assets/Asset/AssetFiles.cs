using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>Reads the files of assets.</summary>
internal static class AssetFiles
{
    /// <summary>A file of the asset, opened through the wrap of one of its owners when it is read.</summary>
    public static OpenedFile Opened(this IFileVault vault, Asset asset, SealedFile file, string name, string type, UserId opener) => new(
        file,
        name,
        type,
        (offset, count, destination, cancellationToken) => vault.ReadAsync(asset.Id, file, asset.State.Sealed, opener, offset, count, destination, cancellationToken));
}
