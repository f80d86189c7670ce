using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <content>Receivers who are invited, and become receivers when they take it up.</content>
public sealed partial class AssetRelease
{
    /// <summary>After what time those who are invited are reminded first.</summary>
    public static readonly TimeSpan FirstReminder = TimeSpan.FromDays(7);

    /// <summary>After what time, at most, they are reminded again.</summary>
    public static readonly TimeSpan LastReminder = TimeSpan.FromDays(365);

    /// <summary>Whether it waits for this invitation to be taken up.</summary>
    public bool Awaits(InvitationId invitation) => IsActive && State.Invited.Contains(invitation);

    /// <summary>Whether nothing but those who are invited is missing.</summary>
    public bool IsInvitedDue => IsActive && State.InvitedDue && !State.Invited.IsEmpty;

    /// <summary>Whether those who are invited may be told now. Of an owner whose account is shut they hear only if it is their silence that is awaited: who cannot log in must not be forgotten when they die.</summary>
    public bool MayTellInvited(bool isOwnerActive) => IsInvitedDue && (isOwnerActive || Conditions is not { Inactivity: null, Attestation: null });

    /// <summary>Somebody took up an invitation: they are a receiver from now on. Nothing changes when the release does not wait for it.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="receiver">Who took it up.</param>
    /// <param name="resealed">The content that says so.</param>
    /// <param name="at">Now.</param>
    public void Admit(InvitationId invitation, UserId receiver, SealedRecord resealed, Timestamp at)
    {
        if (!Awaits(invitation)) return;
        var admitted = State with
        {
            Receivers = IsReceiver(receiver) ? State.Receivers : State.Receivers.Add(receiver),
            Invited = State.Invited.Remove(invitation),
            Sealed = resealed,
            ModifiedTs = Modified(at, "receivers"),
        };
        admitted = admitted with { NextCheckAt = admitted.Invited.IsEmpty ? FirstLook(admitted, at) : State.NextCheckAt };
        Change(admitted, at, [new AssetReleaseReceiverAdmitted(Id, receiver, invitation), .. Foretold(Id, admitted, [receiver], at)]);
        Announce(at);
    }

    private static ReadOnlySpan<DomainEvent> InvitationsChanged(ReleaseId id, ImmutableArray<InvitationId> before, ImmutableArray<InvitationId> after) =>
        before.SequenceEqual(after) ? [] : new DomainEvent[] { new AssetReleaseInvitationsChanged(id, [.. before.Except(after)]) };

    /// <summary>Says that only the invited are missing, and again while they are: each time after as long as they have known it, <see cref="FirstReminder"/> at least and <see cref="LastReminder"/> at most.</summary>
    private void AwaitInvited(Timestamp at)
    {
        var since = State.InvitedDue ? State.InvitedSince ?? at : at;
        var remindAt = at + TimeSpan.FromTicks(Math.Clamp((at - since).Ticks, FirstReminder.Ticks, LastReminder.Ticks));
        var waiting = State with { InvitedDue = true, InvitedSince = since, InvitedRemindAt = remindAt, NextCheckAt = remindAt };
        waiting = waiting with { NextCheckAt = EarlierOf(remindAt, InvitedUntilOf(waiting)) };
        if (!State.InvitedDue) Change(waiting, at, new AssetReleaseInvitedDue(Id));
        else if (State.InvitedRemindAt <= at) Change(waiting with { InvitedAgain = State.InvitedAgain + 1 }, at, new AssetReleaseInvitedDue(Id));
        else LookAgain(State.InvitedRemindAt, at);
    }
}
