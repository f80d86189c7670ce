using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release changed: the rows of its people follow. Reads the release itself, so the order of events does not matter.</summary>
public sealed class ProjectRelease(IReleases releases, IContentSealer sealer, IReleaseRows rows)
{
    public async Task HandleAsync(ReleaseId id, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        var content = await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(id), release.State.Sealed, release.State.Owner, cancellationToken);
        await rows.PutAsync(release.State.Owner, ReleaseRole.Owner, ReleaseRow.Of(release, content, ReleaseRole.Owner), cancellationToken);
        foreach (var receiver in release.State.Receivers)
            await PutAsync(receiver, ReleaseRow.Of(release, content, ReleaseRole.Receiver), cancellationToken);
    }

    private async Task PutAsync(UserId receiver, ReleaseRow row, CancellationToken cancellationToken)
    {
        try
        {
            await rows.PutAsync(receiver, ReleaseRole.Receiver, row, cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            // An erased person has no lists; the other receivers do.
        }
    }
}
