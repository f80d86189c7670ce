using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: the file of a completed upload is to be verified.</summary>
public sealed record VerifyUpload(UploadId Upload);

/// <summary>Verifies every segment and digest of a completed file and gives it to its asset, or records why not.</summary>
/// <remarks>
/// The asset comes first: when it has the file, the upload follows at a repeat. One message reads the whole file, because the digest of the
/// whole cannot be continued by another.
/// </remarks>
public sealed class VerifyUploadHandler(IUploads uploads, IAssets assets, FileCommit commit, IPartVault vault, IClock clock)
{
    public async Task HandleAsync(VerifyUpload work, CancellationToken cancellationToken)
    {
        var upload = await uploads.FindAsync(work.Upload, cancellationToken) ?? throw new PermanentFailureException("upload_unknown");
        if (upload.State.Status == UploadStatus.Completing)
        {
            if (await TryCommitAsync(upload, upload.Table!, cancellationToken) is { } problem) upload.Fail(problem, clock.Now);
            else upload.MarkCompleted(clock.Now);
            await uploads.SaveAsync(upload, cancellationToken);
        }

        if (upload.State.Problem is { } refused) throw new PermanentFailureException(refused);
    }

    /// <returns>Why the asset cannot have the file; null when it has it.</returns>
    private async Task<string?> TryCommitAsync(Upload upload, PartTableName table, CancellationToken cancellationToken)
    {
        var asset = await assets.FindAsync(upload.State.Asset, cancellationToken);
        if (asset is null || !asset.IsOwnedBy(upload.State.Owner)) return "asset_not_found";
        if (asset.State.File?.Location == table.Location) return null;
        if (asset.CheckAwaitsFile().IsFailure) return "conflict";
        try
        {
            var file = await vault.VerifyAsync(table, asset.State.Sealed, upload.State.Owner, cancellationToken);
            if (upload.State.DeclaredSha256 is { } declared && declared != file.Sha256) return "digest_mismatch";
            return (await commit.RunAsync(asset, file, upload.State.TokenId, clock.Now, cancellationToken)).IsFailure ? "conflict" : null;
        }
        catch (Exception broken) when (broken is SealBrokenException or FileNotFoundException)
        {
            return "file_damaged";
        }
        catch (UserKeyMissingException)
        {
            return "key_missing";
        }
    }
}
