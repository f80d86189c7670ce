using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions.ExportSources;

/// <summary>Exports every asset that the person owns, hidden ones and those in the trash too: a folder for each, with what is said about it and its file. That counts as a download.</summary>
public sealed class ExportAssets(IAssets assets, IContentSealer sealer, IFileVault vault, IClock clock) : IExportSource
{
    private const int MaximumAttempts = 8;

    public async Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken)
    {
        foreach (var id in await assets.FindOwnedAsync(person, cancellationToken))
            if (await FindDownloadedAsync(id, person, cancellationToken) is { } asset) await WriteAsync(asset, person, writer, cancellationToken);
    }

    /// <summary>The asset, once it is noted that the person has its file; null when it is not theirs any more.</summary>
    private async Task<Asset?> FindDownloadedAsync(AssetId id, UserId person, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await assets.FindAsync(id, cancellationToken) is not { State.Lifecycle: not Lifecycle.Removed } asset || !asset.IsOwnedBy(person)) return null;
            asset.NoteDownload(person, clock.Now);
            try
            {
                await assets.SaveAsync(asset, cancellationToken);
                return asset;
            }
            catch (ConcurrencyConflictException) when (attempt < MaximumAttempts)
            {
                // Somebody changed it: it may have been taken back.
            }
        }
    }

    private async Task WriteAsync(Asset asset, UserId person, IExportWriter writer, CancellationToken cancellationToken)
    {
        var folder = $"assets/{asset.Id}";
        var content = await TryOpenAsync(asset, person, cancellationToken);
        if (content is not null) await writer.AddDocumentAsync($"{folder}/asset.json", ExportedAsset.Of(AssetRow.Of(asset, content), asset.State), cancellationToken);
        else writer.NameMissing($"{folder}/asset.json", "content_damaged");
        if (asset.State.File is not { } file) return;
        await writer.AddFileAsync(folder, vault.Opened(asset, file, content?.FileName ?? "", asset.State.FileType, person), cancellationToken);
    }

    private async Task<AssetContent?> TryOpenAsync(Asset asset, UserId person, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, person, cancellationToken);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}

/// <summary>An asset in an export.</summary>
internal sealed record ExportedAsset(
    string Id,
    string Title,
    string Description,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> People,
    string? Location,
    string? CreatedDate,
    bool ExtraPrivate,
    bool Bookmarked,
    IReadOnlyList<string> OwnersId,
    string FileType,
    string FileName,
    long FileSizeBytes,
    string? FileSha256,
    string State,
    string? HeldBy,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs,
    Timestamp? ShredTs,
    string? SuggestedDate,
    string? SuggestedLocation)
{
    public static ExportedAsset Of(AssetRow row, AssetState state) => new(
        $"/assets/{row.Id}",
        row.Content.Title,
        row.Content.Description,
        row.Content.Tags,
        row.Content.People,
        row.Content.Location,
        row.Content.CreatedDate,
        row.ExtraPrivate,
        row.Bookmarked,
        [.. row.Owners.Select(owner => $"/users/{owner}")],
        row.FileType,
        row.Content.FileName,
        row.SizeBytes,
        state.File?.Sha256,
        row.ShredTs is null ? row.Lifecycle.ToString().ToLowerInvariant() : "trashed",
        state.HeldBy is { } release ? $"/legacy/{release}" : null,
        row.CreatedTs,
        row.ModifiedTs,
        row.ShredTs,
        row.Content.SuggestedDate,
        row.Content.SuggestedLocation);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedAsset);
}
