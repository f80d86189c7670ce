using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Has an invitation to a release mailed once more. The owner of the release may call it.</summary>
/// <param name="Request">Names this request; a repeat with the same id sends one mail.</param>
/// <param name="Release">The release.</param>
/// <param name="Invitation">The invitation.</param>
/// <param name="By">Who asks.</param>
public sealed record RemindInvited(Guid Request, ReleaseId Release, InvitationId Invitation, UserId By);

public sealed class RemindInvitedHandler(IReleases releases, IWorkQueue<SendInvitation> invitations)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown release and for an invitation that is not open; <see cref="NotReady"/> before the invited are told at all.</remarks>
    public async Task<Result> HandleAsync(RemindInvited command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || release.State.Owner != command.By || !release.Awaits(command.Invitation)) return new Forbidden();
        if (!release.IsInvitedDue) return new NotReady();
        await invitations.EnqueueAsync(command.Request.ToString(), new SendInvitation(command.Request, command.Invitation), cancellationToken);
        return Result.Success;
    }
}
