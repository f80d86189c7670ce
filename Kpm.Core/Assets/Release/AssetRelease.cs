using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>A plan that hands assets to receivers when its conditions are met. People call it a legacy.</summary>
/// <remarks>
/// Scheduled, it takes hold of its assets one by one; when all are held it can be triggered; a trigger executes it once for all
/// receivers; the outcome of each asset is collected. Cancelling ends it for all.
/// </remarks>
public sealed partial class AssetRelease : AggregateRoot<ReleaseId, ReleaseState>
{
    /// <summary>Who cancels when the system does.</summary>
    public const string Keepem = "keepem";

    /// <summary>How long a due release waits for its holds before a timer looks again.</summary>
    private static readonly TimeSpan CheckAgainAfter = TimeSpan.FromMinutes(1);

    private AssetRelease(ReleaseId id, ReleaseState state, long version) : base(id, state, version)
    {
    }

    public bool IsActive => State.Lifecycle == Lifecycle.Active;

    public bool IsExecuted => State.Lifecycle == Lifecycle.Inactive;

    public bool IsCanceled => State.Lifecycle == Lifecycle.Removed;

    /// <summary>A release as it was stored.</summary>
    public static AssetRelease Load(ReleaseId id, ReleaseState state, long version) => new(id, state, version);

    /// <summary>The name under which a release's content is sealed.</summary>
    public static RecordName RecordOf(ReleaseId id) => new("release", id.ToString());

    /// <summary>Schedules a release. One that does not hide its assets needs no holds.</summary>
    public static AssetRelease Schedule(ReleaseId id, UserId owner, ReleasePlan plan, SealedRecord sealedContent, Timestamp at)
    {
        var state = new ReleaseState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            Owner = owner,
            Receivers = plan.Receivers,
            Invited = plan.Invited,
            InvitedWaitDays = plan.InvitedWaitDays,
            Assets = plan.Assets,
            ReleaseType = plan.Type,
            Bequest = plan.Bequest,
            Delivery = plan.Delivery,
            Conditions = plan.Conditions,
            Hides = plan.Hides,
            TellsReceivers = plan.TellsReceivers,
            HoldsConfirmed = !plan.Hides,
            Sealed = sealedContent,
            Keepers = plan.Keepers,
            InTurn = plan.InTurn,
        };
        state = state with { NextCheckAt = FirstLook(state, at) };
        var release = new AssetRelease(id, state, 0);
        release.Change(state, at, [new AssetReleaseScheduled(id, state.ReleaseType, owner, state.Receivers, state.Assets), .. InvitationsChanged(id, [], state.Invited), .. Foretold(id, state, state.Receivers, at), .. StepsPlanned(id, state), .. KeepersChosen(id, owner, state.Keepers)]);
        return release;
    }

    /// <summary>The content is wrapped anew for the owner; what it says is the same.</summary>
    public void RenewWrap(SealedRecord renewed) => Rewrap(State with { Sealed = renewed });

    public bool IsReceiver(UserId person) => State.Receivers.Contains(person);

    /// <summary>The owner and the receivers.</summary>
    public bool IsParty(UserId person) => person == State.Owner || IsReceiver(person);

    /// <summary>Whether an asset must stay held for this release: while it hides the asset and can be executed, and until the asset is delivered or has failed, or it is revoked.</summary>
    public bool NeedsHold(AssetId asset) => State.Assets.Contains(asset) && ((IsActive && State.Hides) || (IsExecuted && !IsRevoked && !IsSettled(asset)));

    /// <summary>The conditions of this release, in the light of what is known.</summary>
    public ReleaseConditions Conditions => ConditionsOf(State);

    /// <summary>Every asset is held. Nothing changes when that was known, or the release has ended.</summary>
    public void ConfirmHolds(Timestamp at)
    {
        if (!IsActive || State.HoldsConfirmed) return;
        Change(State with { HoldsConfirmed = true }, at, new AssetReleaseHoldsConfirmed(Id));
        Announce(at);
    }

    /// <summary>
    /// Says once that the release can be claimed, when time does not stand in the way any more and its assets are held; else sets
    /// when to look again. A place plays no part: where to go is for the receivers to find out. While somebody is invited, that is what it
    /// says instead. What the system executes is looked at until it is, and is not announced; nor is what is claimed in turn, see <see cref="TakeTurn"/>. A plan that was announced and then changed
    /// is looked at until its assets are held again.
    /// </summary>
    public void Announce(Timestamp at)
    {
        if (!IsActive) return;
        if (!IsOpen(State, at)) LookAgain(EarlierOf(NextLook(State, at), SilenceLook(State, at)), at);
        else if (!State.HoldsConfirmed) LookAgain(at + CheckAgainAfter, at);
        else if (!State.Invited.IsEmpty) AwaitInvited(at);
        else if (State.Delivery == DeliveryMode.Automatic) LookAgain(at, at);
        else if (State.InTurn is not null) LookAgain(EarlierOf(TurnLook(State, at), SilenceLook(State, at)), at);
        else if (!State.Announced) Change(State with { Announced = true, NextCheckAt = SilenceLook(State, at) }, at, new AssetReleaseClaimable(Id, State.Owner, State.Receivers));
        else LookAgain(SilenceLook(State, at), at);
    }

    /// <summary>Receivers are told of what waits for them as its owner wishes, unless they are about to hear that it can be claimed. What somebody leaves to themself is no news.</summary>
    private static ReadOnlySpan<DomainEvent> Foretold(ReleaseId id, ReleaseState state, ImmutableArray<UserId> news, Timestamp at)
    {
        ImmutableArray<UserId> receivers = [.. news.Where(receiver => receiver != state.Owner)];
        var isToBeTold = state.TellsReceivers && !receivers.IsEmpty && !IsOpen(state, at);
        return isToBeTold ? new DomainEvent[] { new AssetReleaseForetold(id, state.Owner, receivers) } : [];
    }

    /// <summary>A look that was due is put off; one that is still to come stays, unless it would come too late or is of no use.</summary>
    private void LookAgain(Timestamp? look, Timestamp at)
    {
        var next = IsInvitedDue ? EarlierOf(EarlierOf(look, State.InvitedRemindAt), InvitedUntil) : look;
        if (State.NextCheckAt == next || (next is not null && State.NextCheckAt > at && State.NextCheckAt <= next)) return;
        Change(State with { NextCheckAt = next }, at);
    }

    private static ReleaseConditions ConditionsOf(ReleaseState state) => ReleaseConditions.Of(state);

    /// <summary>Whether time and silence do not stand in the way any more: for what the system delivers, whether it can be.</summary>
    private static bool IsOpen(ReleaseState state, Timestamp at) =>
        state.Delivery == DeliveryMode.Automatic ? ConditionsOf(state).AreMet(at) : ConditionsOf(state).OpenFrom <= at;

    /// <summary>When time may open it; null when it cannot.</summary>
    private static Timestamp? NextLook(ReleaseState state, Timestamp at) =>
        state.Delivery == DeliveryMode.Automatic ? ConditionsOf(state).NextLookAtMeeting(at) : ConditionsOf(state).NextLookAtOpening(at);

    /// <summary>When to look at what was planned or changed a moment ago.</summary>
    private static Timestamp FirstLook(ReleaseState state, Timestamp at) => EarlierOf(NextLook(state, at), SilenceLook(state, at)) ?? at;

    private static Timestamp? EarlierOf(Timestamp? one, Timestamp? other) => other is null || one <= other ? one : other;
}

/// <summary>Stores releases.</summary>
public interface IReleases : IRepository<AssetRelease, ReleaseId>
{
    /// <summary>The releases that a person owns or receives, whatever became of them. Asks every partition: for work in the background only.</summary>
    Task<IReadOnlyList<ReleaseId>> FindOfAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>The releases that a person watches over as a keeper, whatever became of them. Asks every partition: for work in the background only.</summary>
    Task<IReadOnlyList<ReleaseId>> FindWatchedByAsync(UserId keeper, CancellationToken cancellationToken);
}
