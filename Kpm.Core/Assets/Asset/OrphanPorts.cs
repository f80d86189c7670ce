using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>A blob of the vault.</summary>
/// <param name="Location">Its name.</param>
/// <param name="ModifiedTs">When it was stored.</param>
public sealed record StoredBlob(string Location, Timestamp ModifiedTs)
{
    /// <summary>The asset in whose folder it lies; null when it lies in none, as the archive of an export does.</summary>
    public AssetId? Asset =>
        Location.Split('/') is [_, var asset, _, ..] && EntityId.TryParse<AssetId>(asset, out var id) && Location.StartsWith(FileAttempt.FolderOf(id), StringComparison.Ordinal) ? id : null;

    /// <summary>The upload in whose folder it lies; null for anything but a part or a part table.</summary>
    public UploadId? Upload => Location.Split('/') is [_, _, var upload, _] && EntityId.TryParse<UploadId>(upload, out var id) ? id : null;
}

/// <summary>Some of the blobs of the vault.</summary>
/// <param name="Blobs">In the order of their names.</param>
/// <param name="Next">Continues with the next page; opaque, null after the last.</param>
public sealed record BlobPage(IReadOnlyList<StoredBlob> Blobs, string? Next);

/// <summary>Walks over all that lies in the vault.</summary>
public interface IVaultInventory
{
    Task<BlobPage> ReadAsync(string? continuation, CancellationToken cancellationToken);

    /// <summary>Whether there is a blob of this name.</summary>
    Task<bool> ExistsAsync(string location, CancellationToken cancellationToken);
}

/// <summary>Finds space that was set aside for assets that were never stored.</summary>
public interface IReservations
{
    /// <summary>Those older than an instant.</summary>
    Task<IReadOnlyList<(UserId Owner, AssetId Asset)>> FindOlderAsync(Timestamp instant, CancellationToken cancellationToken);
}

/// <summary>Reports what an operator must look at.</summary>
public interface IVaultReports
{
    /// <summary>A file cannot be opened, or is not there. Reporting it again changes nothing.</summary>
    /// <param name="asset">Whose file.</param>
    /// <param name="location">Name of the blob.</param>
    /// <param name="code">A stable word: <see cref="Damaged"/> or <see cref="Missing"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ReportFileAsync(AssetId asset, string location, string code, CancellationToken cancellationToken);

    /// <summary>How many orphans a sweep has found and repaired so far.</summary>
    void ReportRepairs(OrphanKind kind, int count);

    /// <summary>A segment was altered, moved or cut.</summary>
    const string Damaged = "file_damaged";

    /// <summary>The blob is not in the store.</summary>
    const string Missing = "file_missing";
}

/// <summary>What a sweep looks for.</summary>
public enum OrphanKind
{
    /// <summary>Blobs that no asset needs.</summary>
    Blobs,

    /// <summary>Assets whose blob is not there.</summary>
    Assets,

    /// <summary>Space set aside for assets that were never stored.</summary>
    Reservations,
}
