using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

internal static class KeepChecks
{
    /// <summary>Whether each of the others is a keep of the person, or the person. One read for each, at the same time.</summary>
    public static async Task<bool> AreAllKeepsAsync(this IKeepLookup keeps, UserId person, IEnumerable<UserId> others, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(others.Select(other => keeps.AreKeepsAsync(person, other, cancellationToken)));
        return answers.All(areKeeps => areKeeps);
    }

    /// <summary>Whether somebody may see what keepers of a release say: its owner, and each keeper who is still a keep of the owner. One read for a keeper.</summary>
    public static async Task<bool> MayWatchAsync(this IKeepLookup keeps, AssetRelease release, UserId person, CancellationToken cancellationToken) =>
        release.State.Owner == person || (release.IsKeeper(person) && await keeps.AreKeepsAsync(release.State.Owner, person, cancellationToken));

    /// <summary>Those of the others who are neither a keep of the person any more nor the person. Two reads for each, all at the same time.</summary>
    public static async Task<ImmutableArray<UserId>> StrangersAsync(this IKeepLookup keeps, UserId person, IReadOnlyList<UserId> others, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(others.Select(other => keeps.AreStillKeepsAsync(person, other, cancellationToken)));
        return [.. others.Where((_, i) => !answers[i])];
    }
}
