using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>How a release ends: executed or cancelled.</content>
public sealed partial class AssetRelease
{
    /// <summary>
    /// Whether this receiver may execute the release now, keeps aside. Success also when it was executed already.
    /// Errors: <see cref="Forbidden"/> when not a receiver, <see cref="NotReady"/>.
    /// </summary>
    public Result CheckTrigger(UserId by, ReleaseConditions conditions, ReleaseEvidence evidence)
    {
        if (!IsReceiver(by)) return new Forbidden();
        if (IsExecuted) return Result.Success;
        return IsActive && State.HoldsConfirmed && conditions.AreMet(evidence) ? Result.Success : new NotReady();
    }

    /// <summary>
    /// A receiver executes the release, for all receivers; again changes nothing. When a receiver is no keep of the owner, the system
    /// cancels the release: that is a change to be saved, and the answer is <see cref="KeepMissing"/>. Other errors as of <see cref="CheckTrigger"/>.
    /// </summary>
    /// <param name="by">Who triggers.</param>
    /// <param name="conditions">See <see cref="Conditions"/>.</param>
    /// <param name="evidence">The time, and the place that the receiver names.</param>
    /// <param name="areAllKeeps">Whether every receiver is a keep of the owner, or the owner.</param>
    public Result Trigger(UserId by, ReleaseConditions conditions, ReleaseEvidence evidence, bool areAllKeeps)
    {
        var allowed = CheckTrigger(by, conditions, evidence);
        if (allowed.IsFailure || IsExecuted) return allowed;
        if (!areAllKeeps)
        {
            CancelBySystem(CancelReason.KeepMissing, evidence.Now);
            return new KeepMissing();
        }

        var executed = State with { Lifecycle = Lifecycle.Inactive, NextCheckAt = null, ModifiedTs = Modified(evidence.Now, "state") };
        Change(executed, evidence.Now, new AssetReleased(Id, State.ReleaseType, State.Bequest, State.Owner, State.Receivers, State.Assets));
        return Result.Success;
    }

    /// <summary>The owner takes it back, or a receiver declines: it ends for all. Errors: <see cref="Forbidden"/>, <see cref="Conflict"/> when it has ended.</summary>
    public Result Cancel(UserId by, Timestamp at)
    {
        if (!IsParty(by)) return new Forbidden();
        if (State.IsFinal) return new Conflict("This has ended already.");
        End(by.ToString(), by == State.Owner ? CancelReason.Withdrawn : CancelReason.Declined, at);
        return Result.Success;
    }

    /// <summary>The system ends it. Nothing changes when it has ended.</summary>
    public void CancelBySystem(CancelReason reason, Timestamp at)
    {
        if (!State.IsFinal) End(Keepem, reason, at);
    }

    /// <summary>The account of a receiver is removed: the others receive without them, and without any other it ends. Nothing changes when it has ended.</summary>
    public void RemoveReceiver(UserId person, Timestamp at)
    {
        if (!IsActive || !IsReceiver(person)) return;
        var left = State.Receivers.Remove(person);
        if (left.IsEmpty) CancelBySystem(CancelReason.NoReceiver, at);
        else Change(State with { Receivers = left, ModifiedTs = Modified(at, "receivers") }, at, new AssetReleaseReceiverRemoved(Id, person));
    }

    private void End(string by, CancelReason reason, Timestamp at)
    {
        var ended = State with { Lifecycle = Lifecycle.Removed, CanceledBy = by, CancelReason = reason, NextCheckAt = null, ModifiedTs = Modified(at, "state", "canceled_by") };
        Change(ended, at, new AssetReleaseCanceled(Id, State.Owner, State.Receivers, State.Assets, by, reason, State.Announced));
    }
}
