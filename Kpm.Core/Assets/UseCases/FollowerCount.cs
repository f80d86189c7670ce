using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Who of those that a release notes as its followers does not wait for it any more: they make room for others.</summary>
internal static class FollowerCount
{
    /// <summary>None while there is room, without a read; else those that have ended or follow others now. One read for each, all at the same time.</summary>
    /// <param name="releases">The releases.</param>
    /// <param name="preceding">The release that is followed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ImmutableArray<ReleaseId>> FindGoneFollowersAsync(this IReleases releases, AssetRelease preceding, CancellationToken cancellationToken)
    {
        if (preceding.HasRoomForFollowers) return [];
        var followers = await Task.WhenAll(preceding.State.Followers.Select(follower => releases.FindAsync(follower, cancellationToken)));
        return [.. preceding.State.Followers.Zip(followers, (id, follower) => follower is { IsActive: true } && follower.Predecessors.Contains(preceding.Id) ? (ReleaseId?)null : id).OfType<ReleaseId>()];
    }
}
