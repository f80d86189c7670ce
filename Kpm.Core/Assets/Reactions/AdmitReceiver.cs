using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>An invitation was taken up and the two are keeps: the release names the person as a receiver. One that has ended, or does not wait for the invitation, stays as it is.</summary>
public sealed class AdmitReceiver(IReleases releases, IContentSealer sealer, IClock clock)
{
    public async Task HandleAsync(ReleaseId id, InvitationId invitation, UserId receiver, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        if (!release.Awaits(invitation)) return;
        var record = AssetRelease.RecordOf(id);
        var content = await sealer.OpenAsync<ReleaseContent>(record, release.State.Sealed, release.State.Owner, cancellationToken);
        var resealed = await sealer.ResealAsync(record, release.State.Sealed, release.State.Owner, content.Accepted(invitation, receiver), cancellationToken);
        release.Admit(invitation, receiver, resealed, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
    }
}
