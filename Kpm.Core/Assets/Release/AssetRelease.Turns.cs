using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>Receivers in turn.</content>
public sealed partial class AssetRelease
{
    /// <summary>Those who can claim in turn: whose turn it is, and once the wait of the last one is over, beside them whoever was only late.</summary>
    public ImmutableArray<UserId> InTurnNow =>
        [.. State.Turn is { } turn ? [turn.Receiver] : Array.Empty<UserId>(), .. State.Passed.Where(passed => passed.AgainSince is not null).Select(passed => passed.Receiver)];

    /// <summary>Whether this receiver must not claim, because it is not their turn, or not any more, or because another one has claimed in turn.</summary>
    public bool IsOutOfTurn(UserId receiver) => State.InTurn is not null && (IsExecuted ? State.PassedOver.Contains(receiver) : !InTurnNow.Contains(receiver));

    /// <summary>Whether it is to be found out whose turn it is.</summary>
    public bool IsTurnDue(Timestamp at) => IsReady && IsOpen(State, at) && TurnLook(State, at) <= at;

    /// <summary>
    /// The first receiver who was not passed over yet can claim from now on, and whoever could before is passed over. If nobody else is left, the one whose turn it is can
    /// go on to claim, those who were only late can claim again beside them, and its owner is told. If there is no such one, those who can claim again go on; if there are none either, those who were only late have another turn, and without any it ends.
    /// Nothing changes unless it is to be found out whose turn it is.
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
        else if (current is { } last && !strangers.Contains(last)) EndWaits(strangers, at);
        else if (Late(strangers) is { IsEmpty: false } late) GoBack(late, left, strangers, at);
        else CancelBySystem(left.IsEmpty ? CancelReason.NoReceiver : CancelReason.KeepMissing, at);
    }

    /// <summary>Those who were passed over only because they did not claim in time.</summary>
    private ImmutableArray<PassedReceiver> Late(ImmutableArray<UserId> strangers) =>
        [.. State.Passed.Where(passed => passed.Reason == PassReason.Unclaimed && State.Receivers.Contains(passed.Receiver) && !strangers.Contains(passed.Receiver))];

    /// <summary>Every wait is over: the last one can go on to claim, and whoever was only late can again. They are told once.</summary>
    private void EndWaits(ImmutableArray<UserId> strangers, Timestamp at)
    {
        ImmutableArray<PassedReceiver> again = [.. Late(strangers).Where(late => late.AgainSince is null)];
        var over = State with
        {
            Turn = State.Turn! with { IsLast = true },
            Passed = [.. State.Passed.Select(passed => again.Contains(passed) ? passed with { AgainSince = at } : passed)],
            NextCheckAt = SilenceLook(State, at),
        };
        var told = again.IsEmpty ? [] : new DomainEvent[] { new AssetReleaseClaimable(Id, State.Owner, [.. again.Select(late => late.Receiver)]) };
        Change(over, at, [.. told, new AssetReleaseUnclaimed(Id, State.Owner)]);
    }

    /// <summary>Nobody but strangers is left beside those who were late: whoever can claim again goes on, and else each of them has another turn, rather than nobody.</summary>
    private void GoBack(ImmutableArray<PassedReceiver> late, ImmutableArray<UserId> left, ImmutableArray<UserId> strangers, Timestamp at)
    {
        ImmutableArray<PassedReceiver> passed = [.. left.Select(receiver => new PassedReceiver(receiver, at, PassReason.NoKeep))];
        var first = late.FirstOrDefault(one => one.AgainSince is not null);
        var back = State with
        {
            Turn = first is null ? null : new ReceiverTurn(first.Receiver, first.AgainSince!.Value, IsLast: true),
            Passed = [.. first is null ? State.Passed.RemoveRange(late) : State.Passed.Remove(first), .. passed],
            NextCheckAt = SilenceLook(State, at),
        };
        Change(back, at, [.. passed.Select(PassedOver)]);
        TakeTurn(strangers, at);
    }

    /// <summary>Whoever claims again takes the turn of the last one, whose wait is over.</summary>
    private void TakeTurnAgain(UserId by, Timestamp at)
    {
        if (State.Passed.FirstOrDefault(passed => passed.Receiver == by) is not { AgainSince: { } since } again) return;
        var last = State.Turn is { } turn ? [new PassedReceiver(turn.Receiver, at, PassReason.Unclaimed)] : Array.Empty<PassedReceiver>();
        Change(State with { Turn = new ReceiverTurn(by, since, IsLast: true), Passed = [.. State.Passed.Remove(again), .. last] }, at);
    }

    private void BeginTurn(UserId next, ImmutableArray<UserId> before, ImmutableArray<UserId> strangers, Timestamp at)
    {
        ImmutableArray<PassedReceiver> passed = [.. before.Select(receiver => new PassedReceiver(receiver, at, strangers.Contains(receiver) ? PassReason.NoKeep : PassReason.Unclaimed))];
        var begun = State with { Turn = new ReceiverTurn(next, at), Passed = [.. State.Passed, .. passed], Announced = true };
        begun = begun with { NextCheckAt = EarlierOf(TurnLook(begun, at), SilenceLook(begun, at)) };
        Change(begun, at, [.. passed.Select(PassedOver), new AssetReleaseClaimable(Id, State.Owner, [next])]);
    }

    /// <summary>Whoever could claim is no keep of the owner; if it was their turn, a timer finds out who is next.</summary>
    private void PassOverStranger(UserId receiver, Timestamp at)
    {
        var passed = new PassedReceiver(receiver, at, PassReason.NoKeep);
        Change(WithoutTurn(receiver, at) with { Passed = [.. State.Passed.Where(one => one.Receiver != receiver), passed] }, at, PassedOver(passed));
    }

    /// <summary>Without a receiver who has left; if it was their turn, a timer finds out who is next.</summary>
    private ReleaseState WithoutReceiver(UserId person, Timestamp at)
    {
        var left = WithoutTurn(person, at) with { Receivers = State.Receivers.Remove(person), ModifiedTs = Modified(at, "receivers") };
        return State.InTurn is null ? left : left with { Passed = [.. State.Passed.Where(passed => passed.Receiver != person), new PassedReceiver(person, at, PassReason.Left)] };
    }

    private ReleaseState WithoutTurn(UserId receiver, Timestamp at) => State.Turn?.Receiver == receiver ? State with { Turn = null, NextCheckAt = at } : State;

    private DomainEvent PassedOver(PassedReceiver passed) => new AssetReleasePassedOver(Id, State.Owner, passed.Receiver, passed.Reason);

    /// <summary>Those who could claim, as far as they were told.</summary>
    private ImmutableArray<UserId> Told => State.InTurn is null ? State.Receivers : InTurnNow;

    /// <summary>When to find out whose turn it is: now, when it is nobody's; null when there are no turns, or the last of them goes on.</summary>
    private static Timestamp? TurnLook(ReleaseState state, Timestamp at)
    {
        if (state.InTurn is not { } terms || state.Turn is { IsLast: true }) return null;
        return state.Turn is { } turn && turn.Since + TimeSpan.FromDays(terms.WaitDays) is var end && end > at ? end : at;
    }
}
