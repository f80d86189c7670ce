using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Counts the bytes of each owner's assets against that owner's quota.</summary>
public interface IAssetQuota
{
    /// <summary>Sets bytes aside for a new asset; a repeat for the same asset changes nothing. Error: <see cref="QuotaExceeded"/>.</summary>
    Task<Result> ReserveAsync(UserId owner, AssetId asset, long bytes, Timestamp createdTs, CancellationToken cancellationToken);

    /// <summary>Replaces the bytes set aside by the measured ones. Error: <see cref="QuotaExceeded"/>, and what was set aside stays.</summary>
    Task<Result> SettleAsync(UserId owner, AssetId asset, long measuredBytes, CancellationToken cancellationToken);

    /// <summary>Gives back what was set aside for an asset that was not stored. Giving back twice is not an error.</summary>
    Task ReleaseAsync(UserId owner, AssetId asset, CancellationToken cancellationToken);
}

/// <summary>The rows of each owner's assets, one partition per owner.</summary>
public interface IAssetRows
{
    /// <summary>Stores a row, unless a newer version of it was stored or removed.</summary>
    Task PutAsync(UserId owner, AssetRow row, CancellationToken cancellationToken);

    /// <summary>Removes a row, unless a newer version of it was stored. What is older than <paramref name="version"/> does not come back.</summary>
    Task RemoveAsync(UserId owner, AssetId asset, long version, CancellationToken cancellationToken);

    /// <summary>Wraps the rows of a person under the new version of their key.</summary>
    /// <returns>How many were under an older one; a row that changes meanwhile may be left.</returns>
    Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken);
}

/// <summary>Puts right what was lost of an owner's rows, or is wrong.</summary>
public interface IAssetRowRepair
{
    /// <summary>Stores a row, also in place of one of its version, unless a newer version of it was stored or removed.</summary>
    Task PutAsync(UserId owner, AssetRow row, CancellationToken cancellationToken);

    /// <summary>The assets of which there is a row; space that was set aside apart.</summary>
    Task<IReadOnlyList<AssetId>> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Removes a row.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="asset">Of which asset.</param>
    /// <param name="version">A newer row stays, and what is older does not come back; null when there is no such asset.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RemoveAsync(UserId owner, AssetId asset, long? version, CancellationToken cancellationToken);

    /// <summary>Counts an owner's rows anew. What was granted stays.</summary>
    /// <exception cref="ConcurrencyConflictException">A row changed meanwhile.</exception>
    Task RecountAsync(UserId owner, CancellationToken cancellationToken);
}

/// <summary>By what a list of assets is ordered; ties by id.</summary>
public enum AssetOrder
{
    CreatedTs,
    ModifiedTs,
    Title,
    Description,
    CreatedDate,
    Location,
    Bookmarked,
    ExtraPrivate,
    State,
    FileType,
    FileName,
    FileSizeBytes,
}

/// <summary>Which of an owner's assets, in which order.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Order">By what they are ordered.</param>
/// <param name="Bookmarked">Only those with, or without, the mark; null for all.</param>
/// <param name="FileTypes">Only those with one of these media types; empty for all.</param>
public sealed record AssetListQuery(PageRequest Page, AssetOrder Order, bool? Bookmarked, ImmutableArray<string> FileTypes)
{
    /// <summary>Those in the trash instead of those that are active and not hidden.</summary>
    public bool InTrash { get; init; }
}

/// <summary>Lists an owner's assets.</summary>
public interface IAssetList
{
    /// <summary>One page. Error: <see cref="TooManyToOrder"/> when the order needs more than 10,000 rows to be opened.</summary>
    Task<Result<Page<AssetRow>>> PageAsync(UserId owner, AssetListQuery query, CancellationToken cancellationToken);
}
