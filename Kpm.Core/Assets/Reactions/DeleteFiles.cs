using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>An asset ended: all that lies in the file store for it is deleted.</summary>
public sealed class DeleteFiles(IFileVault vault)
{
    public Task HandleAsync(AssetRemoved happened, CancellationToken cancellationToken) => vault.DeleteAllAsync(happened.Asset, cancellationToken);
}
