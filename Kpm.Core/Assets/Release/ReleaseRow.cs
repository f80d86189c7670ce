using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What somebody is to a release. An owner may also be a receiver.</summary>
public enum ReleaseRole
{
    Owner,
    Receiver,
}

/// <summary>A release as one of its people sees it, opened.</summary>
/// <param name="Id">The release.</param>
/// <param name="Version">The aggregate's version.</param>
/// <param name="Lifecycle">Active, inactive (executed) or removed (cancelled).</param>
/// <param name="ReleaseType">What people call it.</param>
/// <param name="Owner">Whose release it is.</param>
/// <param name="Receivers">Who receives.</param>
/// <param name="Assets">What is delivered.</param>
/// <param name="Content">What was sealed; without the place for a receiver.</param>
/// <param name="ReleaseTs">The instant of the time condition; null when there is none.</param>
/// <param name="HasPlace">Whether it can be claimed at one place only.</param>
/// <param name="CreatedTs">When it was scheduled.</param>
/// <param name="ModifiedTs">When it last changed; null if never.</param>
public sealed record ReleaseRow(
    ReleaseId Id,
    long Version,
    Lifecycle Lifecycle,
    ReleaseType ReleaseType,
    UserId Owner,
    ImmutableArray<UserId> Receivers,
    ImmutableArray<AssetId> Assets,
    ReleaseContent Content,
    Timestamp? ReleaseTs,
    bool HasPlace,
    Timestamp CreatedTs,
    Timestamp? ModifiedTs)
{
    public static ReleaseRow Of(AssetRelease release, ReleaseContent content, ReleaseRole role) => new(
        release.Id,
        release.Version,
        release.State.Lifecycle,
        release.State.ReleaseType,
        release.State.Owner,
        release.State.Receivers,
        release.State.Assets,
        role == ReleaseRole.Owner ? content : content.WithoutPlace(),
        release.State.ReleaseTs,
        release.State.HasPlace,
        release.State.CreatedTs,
        release.State.LastModifiedTs);
}
