using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: an upload was due to be looked at.</summary>
/// <param name="Upload">The upload.</param>
/// <param name="Due">The <see cref="UploadState.NextCheckAt"/> that the timer found in the past.</param>
public sealed record CheckDueUpload(UploadId Upload, Timestamp Due);

/// <summary>Gives up an upload whose time is over, repeats a verification that was lost, and deletes the blobs that an ended upload does not need.</summary>
public sealed class CheckDueUploadHandler(IUploads uploads, IAssets assets, IPartVault vault, IWorkQueue<VerifyUpload> verifications, IClock clock)
{
    public async Task HandleAsync(CheckDueUpload work, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (work.Due.IsEarly(now)) return;
        var upload = await LoadAsync(work, cancellationToken);
        if (upload.State.NextCheckAt is not { } due || due > now) return;
        switch (upload.State.Status)
        {
            case UploadStatus.Open:
                upload.Abandon(now);
                await uploads.SaveAsync(upload, cancellationToken);
                await ClearAsync(await LoadAsync(work, cancellationToken), now, cancellationToken);
                return;
            case UploadStatus.Completing:
                await VerifyAgainAsync(upload, due, now, cancellationToken);
                return;
            default:
                await ClearAsync(upload, now, cancellationToken);
                return;
        }
    }

    private async Task<Upload> LoadAsync(CheckDueUpload work, CancellationToken cancellationToken) =>
        await uploads.FindAsync(work.Upload, cancellationToken) ?? throw new PermanentFailureException("upload_unknown");

    private async Task VerifyAgainAsync(Upload upload, Timestamp due, Timestamp now, CancellationToken cancellationToken)
    {
        if (upload.AwaitVerification(now)) await verifications.EnqueueAsync($"{upload.Id}:{due.UnixMilliseconds}", new VerifyUpload(upload.Id), cancellationToken);
        else upload.Fail("not_verified", now);
        await uploads.SaveAsync(upload, cancellationToken);
    }

    private async Task ClearAsync(Upload upload, Timestamp now, CancellationToken cancellationToken)
    {
        var asset = await assets.FindAsync(upload.State.Asset, cancellationToken);
        if (asset is not null && upload.Table is { } table && asset.State.File?.Location == table.Location) await DeleteUnnamedAsync(asset, table, cancellationToken);
        else await vault.DeleteUploadAsync(upload.State.Asset, upload.Id, cancellationToken);
        upload.MarkCleared(now);
        await uploads.SaveAsync(upload, cancellationToken);
    }

    private async Task DeleteUnnamedAsync(Asset asset, PartTableName table, CancellationToken cancellationToken)
    {
        try
        {
            await vault.DeleteUnnamedAsync(table, asset.State.Sealed, asset.State.Owners[0], cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is SealBrokenException or FileNotFoundException or UserKeyMissingException)
        {
            // Nobody can tell any more what belongs to the file, so all of it stays.
        }
    }
}
