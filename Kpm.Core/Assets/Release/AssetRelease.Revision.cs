using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <content>Changing a plan.</content>
public sealed partial class AssetRelease
{
    /// <summary>
    /// The owner changes the plan. With other conditions no place that was found counts any more; with other assets the release takes
    /// its holds anew; what keepers attested is refuted; what can no longer be claimed is announced again when it can; new receivers of what can be claimed are told so; with other receivers, turns begin anew. Errors:
    /// <see cref="ReleaseHasEnded"/> when it has ended, <see cref="AttemptIsRunning"/> while an attempt goes by the terms as they are.
    /// </summary>
    /// <param name="plan">The terms from now on.</param>
    /// <param name="resealed">Their content, under the same data key.</param>
    /// <param name="fields">The names of the fields that are new; if there are none, nothing changes.</param>
    /// <param name="at">Now.</param>
    public Result Revise(ReleasePlan plan, SealedRecord resealed, IReadOnlyList<string> fields, Timestamp at)
    {
        if (State.IsFinal) return new ReleaseHasEnded();
        if (State.Attempt is not null) return new AttemptIsRunning();
        if (fields.Count == 0) return Result.Success;
        var hasOtherConditions = fields.Contains("conditions");
        var hasOtherAssets = fields.Contains("assets");
        var beginsAnew = (plan.InTurn ?? State.InTurn) is not null && fields.Intersect(["conditions", "receivers", "in_turn", "delivery"], StringComparer.Ordinal).Any();
        var followed = FollowedBy(plan.Conditions);
        var revised = State with
        {
            Receivers = plan.Receivers,
            Invited = plan.Invited,
            InvitedWaitDays = plan.InvitedWaitDays,
            InvitedDue = false,
            InvitedSince = null,
            InvitedRemindAt = null,
            Assets = plan.Assets,
            FormerAssets = [.. State.FormerAssets.Union(State.Assets).Except(plan.Assets)],
            Bequest = plan.Bequest,
            Delivery = plan.Delivery,
            TellsReceivers = plan.TellsReceivers,
            Conditions = plan.Conditions,
            Evidence = hasOtherConditions ? [] : State.Evidence,
            Preceding = [.. State.Preceding.Where(known => followed.Contains(known.Legacy))],
            PrecedingCanceled = [.. State.PrecedingCanceled.Intersect(followed)],
            InTurn = plan.InTurn,
            Turn = beginsAnew ? null : State.Turn,
            Passed = beginsAnew ? [] : State.Passed,
            WrongGuesses = hasOtherConditions ? [] : State.WrongGuesses,
            HoldsConfirmed = State.HoldsConfirmed && (!hasOtherAssets || !State.Hides),
            Announced = State.Announced && !hasOtherConditions && !beginsAnew && plan.Invited.IsEmpty,
            Keepers = plan.Keepers,
            Attestations = [],
            Sealed = resealed,
            ModifiedTs = Modified(at, [.. fields]),
        };
        revised = revised with { NextCheckAt = FirstLook(revised, at) };
        ImmutableArray<UserId> removedKeepers = [.. State.Keepers.Except(plan.Keepers)];
        var happened = new AssetReleaseRevised(Id, [.. State.Assets.Except(plan.Assets)], [.. State.Receivers.Except(plan.Receivers)]) { RemovedKeepers = removedKeepers.IsEmpty ? null : removedKeepers };
        ImmutableArray<UserId> added = [.. plan.Receivers.Except(State.Receivers)];
        var announced = revised.Announced && !added.IsEmpty ? new DomainEvent[] { new AssetReleaseClaimable(Id, State.Owner, added) } : [];
        Change(revised, at, [happened, .. InvitationsChanged(Id, State.Invited, plan.Invited), .. announced, .. Foretold(Id, revised, State.TellsReceivers ? added : plan.Receivers, at), .. hasOtherConditions ? StepsPlanned(Id, revised) : [], .. KeepersChosen(Id, State.Owner, [.. plan.Keepers.Except(State.Keepers)]), .. Refuted([.. State.Attestations.Select(word => word.By).Intersect(plan.Keepers)])]);
        return Result.Success;
    }
}
