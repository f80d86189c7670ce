using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>A keep changed: the rows of its two people follow. Reads the keep itself, so the order of events does not matter.</summary>
public sealed class ProjectKeep(IKeeps keeps, IUsers users, IKeepRows rows)
{
    public async Task HandleAsync(KeepId id, CancellationToken cancellationToken)
    {
        if (await keeps.FindAsync(id, cancellationToken) is not { } keep) throw new PermanentFailureException("keep_unknown");
        var row = new KeepRow(
            keep.Id,
            keep.Version,
            keep.State.Lifecycle,
            keep.State.CreatedTs,
            keep.State.LastModifiedTs,
            await ProfileAsync(keep.State.Requester, keep.IsActive, cancellationToken),
            await ProfileAsync(keep.State.Requested, keep.IsActive, cancellationToken),
            keep.State.DeclinedBy);
        await rows.PutAsync(keep.State.Requester, row, cancellationToken);
        await rows.PutAsync(keep.State.Requested, row, cancellationToken);
    }

    /// <summary>Address and referral code are shown only to those whose keep is active.</summary>
    private async Task<KeepProfile> ProfileAsync(UserId person, bool isActive, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(person, cancellationToken);
        return new KeepProfile(person, isActive ? user?.State.Email : null, isActive ? user?.State.ReferralCode : null, user?.State.PublicName);
    }
}
