using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// A release follows another, or one that others follow has ended. That a release is followed, and that it ends, is written in the same document: so either it
/// knows of its followers when it ends, and they are told, or they find that it has ended.
/// </summary>
public sealed class FollowSteps(IReleases releases, IClock clock)
{
    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case AssetReleaseFollows planned:
                foreach (var preceding in planned.Preceding) await LinkAsync(preceding, planned.Release, cancellationToken);
                return;
            case AssetReleaseStepEnded ended:
                foreach (var follower in ended.Followers) await TellAsync(follower, ended.Release, ended.WasExecuted ? ended.At : null, cancellationToken);
                return;
            default:
                throw new PermanentFailureException("event_unknown");
        }
    }

    private async Task LinkAsync(ReleaseId id, ReleaseId follower, CancellationToken cancellationToken)
    {
        var preceding = await FindAsync(id, cancellationToken);
        preceding.RecordFollower(follower, await releases.FindGoneFollowersAsync(preceding, cancellationToken));
        await releases.SaveAsync(preceding, cancellationToken);
        if (preceding.IsCanceled) await TellAsync(follower, id, null, cancellationToken);
        else if (preceding.IsExecuted) await TellAsync(follower, id, preceding.State.Execution?.At ?? preceding.State.LastModifiedTs ?? preceding.State.CreatedTs, cancellationToken);
    }

    private async Task TellAsync(ReleaseId id, ReleaseId preceding, Timestamp? executed, CancellationToken cancellationToken)
    {
        var follower = await FindAsync(id, cancellationToken);
        if (executed is { } then) follower.RecordPreceding(preceding, then, clock.Now);
        else follower.RecordPrecedingCanceled(preceding, clock.Now);
        await releases.SaveAsync(follower, cancellationToken);
    }

    private async Task<AssetRelease> FindAsync(ReleaseId id, CancellationToken cancellationToken) =>
        await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
}
