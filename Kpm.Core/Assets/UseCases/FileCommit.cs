using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Gives an asset its stored file. Other writers of the asset do not make it store the file again.</summary>
public sealed class FileCommit(IAssets assets)
{
    private const int Attempts = 5;

    /// <summary>Errors: <see cref="BadAuthorizerToken"/>, <see cref="AwaitsNoFile"/>, <see cref="AssetChanged"/>. Nothing changes when the asset has this file already.</summary>
    public async Task<Result> RunAsync(Asset loaded, SealedFile file, string uploadTokenId, Timestamp at, CancellationToken cancellationToken)
    {
        Asset? asset = loaded;
        for (var attempt = 0; attempt < Attempts && asset is not null; attempt++)
        {
            // A write whose answer was lost shows up as a conflict with itself.
            if (asset.State.File == file) return Result.Success;
            var committed = asset.CommitUpload(file, uploadTokenId, at);
            if (committed.IsFailure) return committed;
            try
            {
                await assets.SaveAsync(asset, cancellationToken);
                return Result.Success;
            }
            catch (ConcurrencyConflictException)
            {
                asset = await assets.FindAsync(loaded.Id, cancellationToken);
            }
        }

        return asset?.State.File == file ? Result.Success : new AssetChanged();
    }
}
