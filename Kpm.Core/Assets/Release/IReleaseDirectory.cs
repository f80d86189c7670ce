using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A release as admins see it: what lies in the clear. An admin is not an owner.</summary>
public sealed record ReleaseDirectoryRow(
    ReleaseId Id,
    long Version,
    Lifecycle Lifecycle,
    ReleaseType ReleaseType,
    UserId Owner,
    ImmutableArray<UserId> Receivers,
    ImmutableArray<AssetId> Assets,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs)
{
    public static ReleaseDirectoryRow Of(AssetRelease release) => new(
        release.Id,
        release.Version,
        release.State.Lifecycle,
        release.State.ReleaseType,
        release.State.Owner,
        release.State.Receivers,
        release.State.Assets,
        release.State.CreatedTs,
        release.State.LastModifiedTs);
}

/// <summary>The list of all releases, for admins.</summary>
public interface IReleaseDirectory
{
    /// <summary>Stores a row, unless a newer version of it is there.</summary>
    Task PutAsync(ReleaseDirectoryRow row, CancellationToken cancellationToken);

    /// <summary>One page of all releases, in the order of their creation; ties by id.</summary>
    Task<Page<ReleaseDirectoryRow>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}
