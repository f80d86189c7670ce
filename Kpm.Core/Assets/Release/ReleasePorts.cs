using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The rows of each person's releases, one partition per person.</summary>
public interface IReleaseRows
{
    /// <summary>Stores a row for a person in a role, unless a newer version of it is there.</summary>
    Task PutAsync(UserId person, ReleaseRole role, ReleaseRow row, CancellationToken cancellationToken);

    /// <summary>Wraps the rows of a person under the new version of their key.</summary>
    /// <returns>How many were under an older one; a row that changes meanwhile may be left.</returns>
    Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken);
}

/// <summary>Which of an owner's releases.</summary>
public enum ReleaseFilter
{
    /// <summary>Those that can still be executed.</summary>
    Active,

    /// <summary>Those that were executed or cancelled.</summary>
    Past,
}

/// <summary>Lists a person's releases, in the order of their creation; ties by id.</summary>
public interface IReleaseList
{
    /// <summary>One page of the owner's releases.</summary>
    Task<Page<ReleaseRow>> OwnAsync(UserId owner, ReleaseFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One page of the active releases that name the person as a receiver and whose time has come, or that have no time condition.</summary>
    Task<Page<ReleaseRow>> IncomingAsync(UserId receiver, Timestamp now, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One page of the active releases over which the person watches.</summary>
    Task<Page<ReleaseRow>> WatchedAsync(UserId keeper, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many there are on all pages of <see cref="IncomingAsync"/>.</summary>
    Task<int> CountIncomingAsync(UserId receiver, Timestamp now, CancellationToken cancellationToken);

    /// <summary>The owner's active releases that name one of the assets.</summary>
    Task<IReadOnlyList<ReleaseRow>> FindActiveAsync(UserId owner, IReadOnlyCollection<AssetId> assets, CancellationToken cancellationToken);

    /// <summary>How many releases of each kind the owner has, but those that were cancelled. Kinds without any are left out.</summary>
    Task<IReadOnlyDictionary<ReleaseType, int>> CountByTypeAsync(UserId owner, CancellationToken cancellationToken);
}
