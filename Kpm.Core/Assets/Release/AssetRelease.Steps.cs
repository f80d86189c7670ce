using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>Releases that follow each other.</content>
public sealed partial class AssetRelease
{
    /// <summary>How many releases may wait for the same one.</summary>
    public const int MaximumFollowers = 50;

    /// <summary>The releases that it follows.</summary>
    public ImmutableArray<ReleaseId> Predecessors => FollowedBy(State.Conditions);

    /// <summary>Whether nobody has to be dropped for one more to be noted.</summary>
    public bool HasRoomForFollowers => State.Followers.Length < MaximumFollowers;

    /// <summary>
    /// Another release follows this one, and is to be told when this one ends. Nothing changes when it has ended, or when that was known and there is room; who sees the release does not see it.
    /// Without room, one that is known is written again: at this moment somebody may be about to drop it who found that it did not follow, so one of the two fails and looks again.
    /// </summary>
    /// <param name="follower">The one that follows.</param>
    /// <param name="gone">Those noted before that do not follow any more.</param>
    public void RecordFollower(ReleaseId follower, ImmutableArray<ReleaseId> gone)
    {
        if (!IsActive || (HasRoomForFollowers && State.Followers.Contains(follower))) return;
        Note(State with { Followers = [.. State.Followers.Except([.. gone, follower]), follower] });
    }

    /// <summary>A release that this one follows was executed. Nothing changes when that was known, or when it does not wait for that one.</summary>
    /// <param name="preceding">That release.</param>
    /// <param name="executed">When it was executed.</param>
    /// <param name="at">Now.</param>
    public void RecordPreceding(ReleaseId preceding, Timestamp executed, Timestamp at)
    {
        if (!AwaitsPreceding(preceding)) return;
        ImmutableArray<MetCondition> met = [.. State.Conditions.Leaves().Index()
            .Where(leaf => leaf.Item is ReleaseCondition.Follows follows && follows.Legacy == preceding)
            .Select(leaf => new MetCondition(leaf.Index, executed + TimeSpan.FromDays(((ReleaseCondition.Follows)leaf.Item).Days), EvidenceGrade.SystemRecorded, null))];
        Change(State with { Preceding = State.Preceding.Add(new PrecedingEvidence(preceding, executed)) }, at, new AssetReleasePrecedingExecuted(Id, preceding, met));
        Announce(at);
    }

    /// <summary>A release that this one follows was cancelled: this one goes on, for other conditions may meet its tree. Nothing changes when that was known, or when it does not wait for that one.</summary>
    public void RecordPrecedingCanceled(ReleaseId preceding, Timestamp at)
    {
        if (!AwaitsPreceding(preceding) || State.PrecedingCanceled.Contains(preceding)) return;
        Change(State with { PrecedingCanceled = State.PrecedingCanceled.Add(preceding) }, at, new AssetReleasePrecedingCanceled(Id, State.Owner, preceding));
    }

    /// <summary>As it would be if whatever it follows had been executed long enough before, but for what was cancelled: to be played, and never stored.</summary>
    public void AssumePreceding(Timestamp at)
    {
        if (!IsActive) return;
        var executed = State.Conditions.Leaves().OfType<ReleaseCondition.Follows>()
            .Where(follows => AwaitsPreceding(follows.Legacy) && !State.PrecedingCanceled.Contains(follows.Legacy))
            .GroupBy(follows => follows.Legacy, (legacy, leaves) => new PrecedingEvidence(legacy, at - TimeSpan.FromDays(leaves.Max(follows => follows.Days))));
        Change(State with { Preceding = [.. State.Preceding, .. executed] }, at);
    }

    private bool AwaitsPreceding(ReleaseId preceding) => IsActive && Predecessors.Contains(preceding) && State.Preceding.All(known => known.Legacy != preceding);

    private static ImmutableArray<ReleaseId> FollowedBy(ReleaseCondition conditions) =>
        [.. conditions.Leaves().OfType<ReleaseCondition.Follows>().Select(follows => follows.Legacy).Distinct()];

    /// <summary>Those whom it follows are to know, so that it hears of their end.</summary>
    private static ReadOnlySpan<DomainEvent> StepsPlanned(ReleaseId id, ReleaseState state)
    {
        ImmutableArray<ReleaseId> open = [.. FollowedBy(state.Conditions).Except(state.Preceding.Select(known => known.Legacy)).Except(state.PrecedingCanceled)];
        return open.IsEmpty ? [] : new DomainEvent[] { new AssetReleaseFollows(id, open) };
    }

    private ReadOnlySpan<DomainEvent> StepEnded(bool wasExecuted) =>
        State.Followers.IsEmpty ? [] : new DomainEvent[] { new AssetReleaseStepEnded(Id, wasExecuted, State.Followers) };
}
