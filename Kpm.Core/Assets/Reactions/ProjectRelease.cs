using System.Collections.Immutable;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release changed: the rows of its people, and the list of admins, follow. Reads the release itself, so the order of events does not matter.</summary>
public sealed class ProjectRelease(IReleases releases, IContentSealer sealer, IReleaseRows rows, IReleaseDirectory directory)
{
    /// <param name="id">The release.</param>
    /// <param name="removed">People who, as the event says, received before and do not any longer.</param>
    /// <param name="removedKeepers">People who, as the event says, watched over it before and do not any longer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HandleAsync(ReleaseId id, ImmutableArray<UserId> removed, ImmutableArray<UserId> removedKeepers, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        await directory.PutAsync(ReleaseDirectoryRow.Of(release), cancellationToken);
        var content = await sealer.OpenContentAsync(release, cancellationToken);
        if (content != ReleaseContent.Erased) await rows.PutAsync(release.State.Owner, ReleaseRole.Owner, ReleaseRow.Of(release, content, ReleaseRole.Owner), cancellationToken);
        var seen = ReleaseRow.Of(release, content, ReleaseRole.Receiver);
        foreach (var receiver in release.State.Receivers) await PutAsync(receiver, ReleaseRole.Receiver, seen.AsSeenBy(receiver, release), cancellationToken);
        foreach (var former in removed.Except(release.State.Receivers)) await PutAsync(former, ReleaseRole.Receiver, seen.AsLeft(), cancellationToken);
        foreach (var keeper in release.State.Keepers) await PutAsync(keeper, ReleaseRole.Keeper, seen.AsWatched(), cancellationToken);
        foreach (var former in removedKeepers.Except(release.State.Keepers)) await PutAsync(former, ReleaseRole.Keeper, seen.AsWatched().AsLeft(), cancellationToken);
    }

    /// <summary>A person who was erased has no rows any more.</summary>
    private async Task PutAsync(UserId person, ReleaseRole role, ReleaseRow row, CancellationToken cancellationToken)
    {
        try
        {
            await rows.PutAsync(person, role, row, cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            // Nobody is left to see it.
        }
    }
}
