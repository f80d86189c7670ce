using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>How a release ends: executed or cancelled.</content>
public sealed partial class AssetRelease
{
    /// <summary>
    /// Whether this receiver may execute the release now, keeps aside. Success also when it was executed already.
    /// Errors: <see cref="Forbidden"/> when not a receiver, <see cref="NotReady"/>, also when it is the turn of another.
    /// </summary>
    public Result CheckTrigger(UserId by, Timestamp at)
    {
        if (!IsReceiver(by)) return new Forbidden();
        if (IsOutOfTurn(by)) return new NotReady();
        return IsExecuted || (IsReady && Conditions.AreMet(at)) ? Result.Success : new NotReady();
    }

    /// <summary>
    /// A receiver executes the release, for all receivers, or in turn for themself; again changes nothing. When a receiver is no keep of the owner, the system
    /// cancels the release: that is a change to be saved, and the answer is <see cref="KeepMissing"/>. In turn, one who is no keep is passed over instead: <see cref="NotReady"/>. Other errors as of <see cref="CheckTrigger"/>.
    /// </summary>
    /// <param name="by">Who triggers.</param>
    /// <param name="strangers">The receivers who are no keeps of the owner.</param>
    /// <param name="at">Now.</param>
    public Result Trigger(UserId by, ImmutableArray<UserId> strangers, Timestamp at)
    {
        var allowed = CheckTrigger(by, at);
        if (allowed.IsFailure || IsExecuted) return allowed;
        if (State.InTurn is null) return Execute(by.ToString(), strangers, at);
        if (strangers.Contains(by))
        {
            PassOverStranger(by, at);
            return new NotReady();
        }

        TakeTurnAgain(by, at);
        return Execute(by.ToString(), State.Receivers.Remove(by), at);
    }

    /// <summary>Whether the system is to execute the release now.</summary>
    public bool IsDue(Timestamp at) => IsReady && State.Delivery == DeliveryMode.Automatic && Conditions.AreMet(at);

    /// <summary>The system executes the release. Nothing changes when it is not to be executed by the system now.</summary>
    /// <param name="strangers">The receivers who are no keeps of the owner: they are passed over.</param>
    /// <param name="at">Now.</param>
    public void ExecuteBySystem(ImmutableArray<UserId> strangers, Timestamp at)
    {
        if (IsDue(at)) Execute(Keepem, strangers, at);
    }

    /// <summary>
    /// The owner takes it back, or a receiver declines: it ends for all, but of what the system delivers, or is claimed in turn, a receiver declines their
    /// own part only, while others are left. Errors: <see cref="Forbidden"/>, <see cref="ReleaseHasEnded"/> when it has ended.
    /// </summary>
    public Result Cancel(UserId by, Timestamp at)
    {
        if (!IsParty(by)) return new Forbidden();
        if (State.IsFinal) return new ReleaseHasEnded();
        if (by != State.Owner && (State.Delivery == DeliveryMode.Automatic || State.InTurn is not null) && State.Receivers.Length + State.Invited.Length > 1) RemoveReceiver(by, at);
        else End(by.ToString(), by == State.Owner ? CancelReason.Withdrawn : CancelReason.Declined, at);
        return Result.Success;
    }

    /// <summary>The system ends it. Nothing changes when it has ended.</summary>
    public void CancelBySystem(CancelReason reason, Timestamp at)
    {
        if (!State.IsFinal) End(Keepem, reason, at);
    }

    /// <summary>A receiver is none any more: the others receive without them, and without any other it ends. Nothing changes when it has ended.</summary>
    public void RemoveReceiver(UserId person, Timestamp at)
    {
        if (!IsActive || !IsReceiver(person)) return;
        var left = State.Receivers.Remove(person);
        if (left.IsEmpty && State.Invited.IsEmpty) CancelBySystem(CancelReason.NoReceiver, at);
        else Change(WithoutReceiver(person, at), at, [new AssetReleaseReceiverRemoved(Id, person), .. State.InTurn is null ? [] : new[] { PassedOver(new PassedReceiver(person, at, PassReason.Left)) }]);
    }

    private bool IsReady => IsActive && State.HoldsConfirmed && State.Invited.IsEmpty;

    /// <summary>What a receiver claims is for all or for none; what the system delivers passes over those who are no keeps; what is claimed in turn, all others.</summary>
    private Result Execute(string by, ImmutableArray<UserId> passedOver, Timestamp at)
    {
        var canPassOver = State.InTurn is not null || (State.Delivery == DeliveryMode.Automatic && passedOver.Length < State.Receivers.Length);
        if (!passedOver.IsEmpty && !canPassOver)
        {
            CancelBySystem(CancelReason.KeepMissing, at);
            return new KeepMissing();
        }

        var execution = new ReleaseExecution(by, at, Conditions.MetLeaves(at));
        var executed = State with { Lifecycle = Lifecycle.Inactive, Execution = execution, PassedOver = passedOver, NextCheckAt = null, WrongGuesses = [], ModifiedTs = Modified(at, "state") };
        var happened = new AssetReleased(Id, State.ReleaseType, State.Bequest, State.Owner, [.. State.Receivers.Except(passedOver)], State.Assets) { By = by, Met = execution.Met };
        Change(executed, at, [happened, .. EndedInAttempt(wasExecuted: true), .. StepEnded(wasExecuted: true)]);
        return Result.Success;
    }

    private void End(string by, CancelReason reason, Timestamp at)
    {
        var ended = State with { Lifecycle = Lifecycle.Removed, CanceledBy = by, CancelReason = reason, NextCheckAt = null, WrongGuesses = [], ModifiedTs = Modified(at, "state", "canceled_by") };
        var happened = new AssetReleaseCanceled(Id, State.Owner, Told, State.Assets, by, reason, State.Announced);
        Change(ended, at, [happened, .. InvitationsChanged(Id, State.Invited, []), .. EndedInAttempt(wasExecuted: false), .. StepEnded(wasExecuted: false)]);
    }
}
