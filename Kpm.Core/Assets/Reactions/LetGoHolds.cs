using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release was cancelled: it lets go of its assets, each on its own.</summary>
public sealed class LetGoHolds(IReleases releases, AssetHolds holds, IClock clock)
{
    public async Task HandleAsync(AssetReleaseCanceled happened, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(happened.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        await holds.LetGoUnneededAsync(release, clock.Now, cancellationToken);
    }
}
