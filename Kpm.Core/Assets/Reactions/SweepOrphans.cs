using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: look for orphans among some blobs, assets or reservations.</summary>
/// <param name="Run">Names the sweep that this is a part of.</param>
/// <param name="Kind">Among what.</param>
/// <param name="Number">Which page, counted from 1.</param>
/// <param name="Continuation">Where the page begins; null for the first.</param>
public sealed record SweepOrphansPage(string Run, OrphanKind Kind, int Number, string? Continuation)
{
    /// <summary>Names this work: a repeat within the duplicate window is dropped.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"orphans:{Run}:{Kind}:{Number}");
}

/// <summary>
/// Deletes blobs that no asset needs, reports assets whose blob is not there, and gives back space that nothing fills. Looks at aggregates
/// only, and at nothing that is younger than <see cref="Grace"/>: what is under way is no orphan.
/// </summary>
public sealed class SweepOrphansHandler(
    IVaultInventory inventory, IIdPages<AssetId> ids, IReservations reservations, IAssets assets, IUploads uploads, IFileVault vault, IAssetQuota quota, IVaultReports reports, IWorkQueue<SweepOrphansPage> pages, IClock clock)
{
    /// <summary>Longer than an upload takes parts, and than a message is tried.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(3);

    /// <remarks>The next page is sent last: a page that fails is repeated as a whole.</remarks>
    public async Task HandleAsync(SweepOrphansPage work, CancellationToken cancellationToken)
    {
        var next = work.Kind switch
        {
            OrphanKind.Blobs => await SweepBlobsAsync(work.Continuation, cancellationToken),
            OrphanKind.Assets => await CheckAssetsAsync(work.Continuation, cancellationToken),
            OrphanKind.Reservations => await GiveBackAsync(cancellationToken),
        };
        if (next is null) return;
        var following = work with { Number = work.Number + 1, Continuation = next };
        await pages.EnqueueAsync(following.Id, following, cancellationToken);
    }

    private async Task<string?> SweepBlobsAsync(string? continuation, CancellationToken cancellationToken)
    {
        var page = await inventory.ReadAsync(continuation, cancellationToken);
        var deleted = 0;
        foreach (var ofAsset in page.Blobs.Where(blob => blob.ModifiedTs < clock.Now - Grace && blob.Asset is not null).GroupBy(blob => blob.Asset!.Value))
        {
            var asset = await assets.FindAsync(ofAsset.Key, cancellationToken);
            foreach (var blob in ofAsset)
            {
                if (await IsNeededAsync(asset, blob, cancellationToken)) continue;
                await vault.DeleteBlobAsync(blob.Location, cancellationToken);
                deleted++;
            }
        }

        reports.ReportRepairs(OrphanKind.Blobs, deleted);
        return page.Next;
    }

    /// <summary>The parts of an upload are its own to clear; only those of one that is forgotten are looked at.</summary>
    private async Task<bool> IsNeededAsync(Asset? asset, StoredBlob blob, CancellationToken cancellationToken)
    {
        if (asset is null || asset.State.Lifecycle == Lifecycle.Removed) return false;
        if (blob.Upload is not { } upload) return asset.Files.Any(file => file.Location == blob.Location);
        return asset.Files.Any(file => file.Location.Contains($"/{upload}/", StringComparison.Ordinal)) || await uploads.FindAsync(upload, cancellationToken) is not null;
    }

    private async Task<string?> CheckAssetsAsync(string? continuation, CancellationToken cancellationToken)
    {
        var page = await ids.ReadAsync(continuation, cancellationToken);
        foreach (var id in page.Ids)
        {
            if (await assets.FindAsync(id, cancellationToken) is not { } asset) continue;
            foreach (var file in asset.Files)
                if (!await inventory.ExistsAsync(file.Location, cancellationToken)) await reports.ReportFileAsync(id, file.Location, IVaultReports.Missing, cancellationToken);
        }

        return page.Next;
    }

    private async Task<string?> GiveBackAsync(CancellationToken cancellationToken)
    {
        var givenBack = 0;
        foreach (var (owner, asset) in await reservations.FindOlderAsync(clock.Now - Grace, cancellationToken))
        {
            if (await assets.FindAsync(asset, cancellationToken) is not null) continue;
            await quota.ReleaseAsync(owner, asset, cancellationToken);
            givenBack++;
        }

        reports.ReportRepairs(OrphanKind.Reservations, givenBack);
        return null;
    }
}
