using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>How long a release waits for those who are invited, if its owner says so.</content>
public sealed partial class AssetRelease
{
    /// <summary>When those who are invited are passed over, unless they come before; null without such a term, while it is not counted, and while nobody else would receive.</summary>
    public Timestamp? InvitedUntil => InvitedUntilOf(State);

    /// <summary>Whether those who are invited are to be passed over now.</summary>
    public bool IsInvitedOverdue(Timestamp at) => InvitedUntil <= at && State.HoldsConfirmed && IsOpen(State, at);

    /// <summary>The wait for those who are invited is over: it goes on without them. Nothing changes unless they are to be passed over.</summary>
    public void PassOverInvited(Timestamp at)
    {
        if (!IsInvitedOverdue(at)) return;
        var passed = State with { Invited = [], InvitedDue = false, InvitedSince = null, InvitedRemindAt = null, NextCheckAt = at, ModifiedTs = Modified(at, "receivers") };
        Change(passed, at, [.. InvitationsChanged(Id, State.Invited, []), new AssetReleaseInvitedPassedOver(Id, State.Owner, State.Invited)]);
    }

    private static Timestamp? InvitedUntilOf(ReleaseState state) =>
        state is { Lifecycle: Lifecycle.Active, InvitedDue: true, InvitedSince: { } since, InvitedWaitDays: { } days, Invited.IsEmpty: false, Receivers.IsEmpty: false } ? since + TimeSpan.FromDays(days) : null;
}
