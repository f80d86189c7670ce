using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>By what the list of admins is ordered: only what is stored in clear; ties by id.</summary>
public enum AssetDirectoryOrder
{
    CreatedTs,
    ModifiedTs,
    State,
    FileType,
    FileSizeBytes,
}

/// <summary>What an admin may know of an asset: nothing of what is sealed.</summary>
/// <param name="Id">The asset.</param>
/// <param name="Version">The aggregate's version.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Owners">All owners, in order.</param>
/// <param name="FileType">Media type as declared.</param>
/// <param name="SizeBytes">Measured; as declared while there is no file.</param>
/// <param name="ExtraPrivate">The owners' mark.</param>
/// <param name="Bookmarked">The owners' mark.</param>
/// <param name="CreatedTs">When it was created.</param>
/// <param name="ModifiedTs">When it last changed; null if never.</param>
public sealed record AssetDirectoryRow(
    AssetId Id,
    long Version,
    AssetDirectoryState State,
    ImmutableArray<UserId> Owners,
    string FileType,
    long SizeBytes,
    bool ExtraPrivate,
    bool Bookmarked,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs)
{
    public static AssetDirectoryRow Of(Asset asset) => new(
        asset.Id,
        asset.Version,
        StateOf(asset),
        asset.State.Owners,
        asset.State.FileType,
        asset.State.SizeBytes,
        asset.State.ExtraPrivate,
        asset.State.Bookmarked,
        asset.State.CreatedTs,
        asset.State.LastModifiedTs);

    private static AssetDirectoryState StateOf(Asset asset) => asset switch
    {
        { State.Lifecycle: Lifecycle.Removed } => AssetDirectoryState.Removed,
        { IsInTrash: true } => AssetDirectoryState.Trashed,
        { IsHidden: true } => AssetDirectoryState.Hidden,
        { State.Lifecycle: Lifecycle.Pending } => AssetDirectoryState.Pending,
        _ => AssetDirectoryState.Active,
    };
}

/// <summary>Where an asset stands, for an admin.</summary>
public enum AssetDirectoryState
{
    Pending,
    Active,
    Hidden,
    Trashed,
    Removed,
}

/// <summary>Which assets an admin wants to see, in which order.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Order">By what they are ordered.</param>
/// <param name="Bookmarked">Only those with, or without, the mark; null for all.</param>
/// <param name="FileTypes">Only those with one of these media types; empty for all.</param>
public sealed record AssetDirectoryQuery(PageRequest Page, AssetDirectoryOrder Order, bool? Bookmarked, ImmutableArray<string> FileTypes);

/// <summary>Every asset, in one list for admins.</summary>
public interface IAssetDirectory
{
    /// <summary>Stores a row, unless a newer version of it is there.</summary>
    Task PutAsync(AssetDirectoryRow row, CancellationToken cancellationToken);

    /// <summary>One page of all assets but those that are removed.</summary>
    Task<Page<AssetDirectoryRow>> ListAsync(AssetDirectoryQuery query, CancellationToken cancellationToken);
}
