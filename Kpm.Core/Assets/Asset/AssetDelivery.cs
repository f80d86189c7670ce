using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>How a release delivered an asset: what it takes to take it back.</summary>
/// <param name="Release">The release.</param>
/// <param name="Giver">Whose release it is.</param>
/// <param name="OwnersBefore">Who owned the asset until then; nobody, when it is a receiver's copy.</param>
public sealed record AssetDelivery(ReleaseId Release, UserId Giver, ImmutableArray<UserId> OwnersBefore)
{
    /// <summary>Who of those who got it has downloaded it, and when first; in that order.</summary>
    public ImmutableArray<AssetDownload> Downloads { get; init; } = [];

    /// <summary>Whether a revocation of the release left it where it is, because another release held it: so it stays when that one lets go.</summary>
    public bool Stays { get; init; }

    /// <summary>Whether this owner has it by this delivery only.</summary>
    public bool BroughtItTo(UserId owner) => !OwnersBefore.Contains(owner);

    public bool WasDownloadedBy(UserId person) => Downloads.Any(download => download.By == person);
}

/// <summary>The first time that somebody downloaded an asset that a release had brought them.</summary>
public sealed record AssetDownload(UserId By, Timestamp At);

/// <summary>A release that does not deliver an asset any more.</summary>
/// <param name="Release">The release.</param>
/// <param name="TakenFrom">Who had the asset by it until then; nobody, when it had not been delivered.</param>
public sealed record RevokedDelivery(ReleaseId Release, ImmutableArray<UserId> TakenFrom);
