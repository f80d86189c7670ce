using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>Receivers in turn.</content>
public sealed partial class AssetRelease
{
    /// <summary>Whether this receiver must not claim, because it is not their turn, or not any more.</summary>
    public bool IsOutOfTurn(UserId receiver) => State.InTurn is not null && State.Turn?.Receiver != receiver;

    /// <summary>Whether it is to be found out whose turn it is.</summary>
    public bool IsTurnDue(Timestamp at) => IsReady && IsOpen(State, at) && TurnLook(State, at) <= at;

    /// <summary>
    /// The first receiver who was not passed over yet can claim from now on, and whoever could before is passed over. If nobody else is left, the one whose turn it is can
    /// go on to claim, and its owner is told; if there is no such one, those who were only late have another turn, and without any it ends. Nothing changes unless it is to be found out whose turn it is.
    /// </summary>
    /// <param name="strangers">The receivers who are no keeps of the owner: they are passed over.</param>
    /// <param name="at">Now.</param>
    public void TakeTurn(ImmutableArray<UserId> strangers, Timestamp at)
    {
        if (!IsTurnDue(at)) return;
        var current = State.Turn?.Receiver;
        ImmutableArray<UserId> left = [.. State.Receivers.Except(State.Passed.Select(passed => passed.Receiver))];
        ImmutableArray<UserId> others = [.. left.Except(strangers).Where(receiver => receiver != current)];
        if (!others.IsEmpty) BeginTurn(others[0], [.. left.TakeWhile(receiver => receiver != others[0])], strangers, at);
        else if (current is { } last && !strangers.Contains(last)) Change(State with { Turn = State.Turn! with { IsLast = true }, NextCheckAt = SilenceLook(State, at) }, at, new AssetReleaseUnclaimed(Id, State.Owner));
        else if (Late(strangers) is { IsEmpty: false } late) BeginAnew(late, left, strangers, at);
        else CancelBySystem(left.IsEmpty ? CancelReason.NoReceiver : CancelReason.KeepMissing, at);
    }

    /// <summary>Those who were passed over only because they did not claim in time.</summary>
    private ImmutableArray<PassedReceiver> Late(ImmutableArray<UserId> strangers) =>
        [.. State.Passed.Where(passed => passed.Reason == PassReason.Unclaimed && State.Receivers.Contains(passed.Receiver) && !strangers.Contains(passed.Receiver))];

    /// <summary>Nobody but strangers is left: whoever was late has another turn, rather than nobody.</summary>
    private void BeginAnew(ImmutableArray<PassedReceiver> late, ImmutableArray<UserId> left, ImmutableArray<UserId> strangers, Timestamp at)
    {
        ImmutableArray<PassedReceiver> passed = [.. left.Select(receiver => new PassedReceiver(receiver, at, PassReason.NoKeep))];
        Change(State with { Turn = null, Passed = [.. State.Passed.RemoveRange(late), .. passed] }, at, [.. passed.Select(PassedOver)]);
        TakeTurn(strangers, at);
    }

    private void BeginTurn(UserId next, ImmutableArray<UserId> before, ImmutableArray<UserId> strangers, Timestamp at)
    {
        ImmutableArray<PassedReceiver> passed = [.. before.Select(receiver => new PassedReceiver(receiver, at, strangers.Contains(receiver) ? PassReason.NoKeep : PassReason.Unclaimed))];
        var begun = State with { Turn = new ReceiverTurn(next, at), Passed = [.. State.Passed, .. passed], Announced = true };
        begun = begun with { NextCheckAt = EarlierOf(TurnLook(begun, at), SilenceLook(begun, at)) };
        Change(begun, at, [.. passed.Select(PassedOver), new AssetReleaseClaimable(Id, State.Owner, [next])]);
    }

    /// <summary>Whoever's turn it was is no keep of the owner: a timer finds out who is next.</summary>
    private void PassOverStranger(UserId receiver, Timestamp at)
    {
        var passed = new PassedReceiver(receiver, at, PassReason.NoKeep);
        Change(State with { Turn = null, Passed = State.Passed.Add(passed), NextCheckAt = at }, at, PassedOver(passed));
    }

    /// <summary>Without a receiver who has left; if it was their turn, a timer finds out who is next.</summary>
    private ReleaseState WithoutReceiver(UserId person, Timestamp at)
    {
        var left = State with { Receivers = State.Receivers.Remove(person), ModifiedTs = Modified(at, "receivers") };
        if (State.InTurn is null) return left;
        left = left with { Passed = [.. State.Passed.Where(passed => passed.Receiver != person), new PassedReceiver(person, at, PassReason.Left)] };
        return IsOutOfTurn(person) ? left : left with { Turn = null, NextCheckAt = at };
    }

    private DomainEvent PassedOver(PassedReceiver passed) => new AssetReleasePassedOver(Id, State.Owner, passed.Receiver, passed.Reason);

    /// <summary>Those who could claim, as far as they were told.</summary>
    private ImmutableArray<UserId> Told => State switch
    {
        { InTurn: null } => State.Receivers,
        { Turn: { } turn } => [turn.Receiver],
        _ => [],
    };

    /// <summary>When to find out whose turn it is: now, when it is nobody's; null when there are no turns, or the last of them goes on.</summary>
    private static Timestamp? TurnLook(ReleaseState state, Timestamp at)
    {
        if (state.InTurn is not { } terms || state.Turn is { IsLast: true }) return null;
        return state.Turn is { } turn && turn.Since + TimeSpan.FromDays(terms.WaitDays) is var end && end > at ? end : at;
    }
}
