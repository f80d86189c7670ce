using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>That the owner of a release counts as silent for good: an attempt to reach them has met no answer.</summary>
/// <param name="Since">From when on they gave no sign of life.</param>
/// <param name="Signs">How many they had given before.</param>
/// <param name="At">When the attempt was over.</param>
public sealed record SilenceEvidence(Timestamp Since, int Signs, Timestamp At)
{
    /// <summary>What the stages of the attempt were for that were over then.</summary>
    public AttemptCause Cause { get; init; }

    /// <summary>What earlier stages of the same attempt have shown; null when there were none.</summary>
    public SilenceEvidence? Before { get; init; }

    /// <summary>All that the attempt was for so far.</summary>
    public AttemptCause Causes => Before is null ? Cause : AttemptCause.Both;
}

/// <content>Waiting for a silence of the owner.</content>
public sealed partial class AssetRelease
{
    /// <summary>Whether somebody must look how long the owner has been silent: nothing else is missing, and nobody tries to reach them for it yet.</summary>
    public bool AwaitsSilence(Timestamp at) => IsActive && SilenceLook(State, at) <= at;

    /// <summary>Whether this person may speak for the owner.</summary>
    public bool IsKeeper(UserId person) => State.Keepers.Contains(person);

    /// <summary>
    /// The owner has been silent for so long: after the period of the terms, or once a quorum of keepers stands, an attempt to reach them begins, and never while they
    /// travel; one that met no answer goes on for the other of the two. Words that a sign of life refutes are dropped, and who spoke is told; those of strangers are dropped. Nothing changes when no silence is awaited.
    /// </summary>
    /// <param name="silence">How long the owner has been silent.</param>
    /// <param name="strangers">Those who attested and are no keeps of the owner.</param>
    /// <param name="at">Now.</param>
    public void Await(Silence? silence, ImmutableArray<UserId> strangers, Timestamp at)
    {
        if (!AwaitsSilence(at)) return;
        var mayCount = State.Silence is null or { Causes: AttemptCause.Inactivity };
        if (silence is { } heard) Refute(heard, at);
        if (mayCount) DropWordsOf(strangers, at);
        var since = silence is { } known && known.Since > State.CreatedTs ? known.Since : State.CreatedTs;
        var due = Conditions.Inactivity is { } terms ? since + TimeSpan.FromDays(terms.Period) : (Timestamp?)null;
        var isAway = silence is { IsPaused: true };
        var cause = isAway ? null : Conditions.CauseOf(due <= at, at, State.Delivery == DeliveryMode.Claim);
        var next = isAway && Conditions.HasQuorum ? silence!.Since : due > at ? due : null;
        // Whoever comes back early is silent for the period from then on, at the earliest.
        if (isAway && Conditions.Inactivity is { } period) next = EarlierOf(next, at + TimeSpan.FromDays(period.Period));
        if (cause is { } found) BeginAttempt(found, EarlierOf(since, at)!.Value, silence?.Signs ?? 0, at);
        else LookAgain(EarlierOf(EarlierOf(NextLook(State, at), Conditions.NextLookAtSilence(at)), next), at);
    }

    /// <summary>An attempt has met no answer. Nothing changes unless it is the one that is under way, or when that was known.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="cause">What its stages were for; null when that is not known.</param>
    /// <param name="evidence">That the owner is silent.</param>
    /// <param name="at">Now.</param>
    public void RecordSilence(AttemptId attempt, AttemptCause? cause, SilenceEvidence evidence, Timestamp at)
    {
        if (!IsActive || State.Attempt != attempt || !IsUnderWay(State)) return;
        var shown = cause ?? State.AttemptCause ?? AttemptCause.Inactivity;
        if (State.Silence is { } before && (cause is null || before.Cause == shown)) return;
        var silent = State with { Silence = evidence with { Cause = shown, Before = State.Silence } };
        var news = ConditionsOf(silent).MetLeaves(at).Where(met => State.Conditions.Leaves().ElementAt(met.Leaf) is ReleaseCondition.Inactivity or ReleaseCondition.Attestation);
        Change(silent, at, new AssetReleaseSilenceMet(Id, [.. news.Except(Conditions.MetLeaves(at))]));
        Announce(at);
    }

    /// <summary>As it would be if the owner had been silent for all that its terms ask for, and keepers had attested what they ask for: to be played, and never stored.</summary>
    /// <param name="canBeAttested">Whether there are keepers enough who could.</param>
    /// <param name="at">Now.</param>
    public void AssumeSilence(bool canBeAttested, Timestamp at)
    {
        var cause = canBeAttested ? AttemptCause.Both : AttemptCause.Inactivity;
        if (!IsActive || Conditions is { Inactivity: null, Attestation: null }) return;
        if (State.Silence is { } known) Change(State with { Silence = known with { Cause = known.Cause == cause ? cause : AttemptCause.Both } }, at);
        else Change(State with { Silence = new SilenceEvidence(at - TimeSpan.FromDays(Conditions.Inactivity is { } terms ? terms.Period + terms.Days : Conditions.Attestation!.Wait), 0, at) { Cause = cause } }, at);
    }

    /// <summary>The attempt ends without a release: the owner does not count as silent, and what could be claimed cannot any more; turns begin anew. Nothing changes unless it was under way.</summary>
    public void EndAttempt(AttemptId attempt, Timestamp at) => EndAttempt(attempt, isWithdrawn: false, at);

    private void EndAttempt(AttemptId attempt, bool isWithdrawn, Timestamp at)
    {
        if (!IsActive || State.Attempt != attempt) return;
        var (wasAnnounced, told) = (State.Announced, Told);
        var awake = State with { Attempt = null, AttemptCause = null, Silence = null, NextCheckAt = at };
        var isHalted = wasAnnounced && !IsOpen(awake, at);
        if (isHalted) awake = awake with { Turn = null, Passed = [.. State.Passed.Where(passed => passed.Reason == PassReason.Left)] };
        if (State.InvitedDue && !IsOpen(awake, at)) awake = awake with { InvitedDue = false, InvitedSince = null, InvitedRemindAt = null, InvitedAgain = State.InvitedAgain + 1 };
        Change(awake with { Announced = wasAnnounced && !isHalted }, at, new AssetReleaseHalted(Id, State.Owner, told, attempt, isHalted) { IsWithdrawn = isWithdrawn ? true : null });
    }

    private void BeginAttempt(AttemptCause cause, Timestamp since, int signs, Timestamp at)
    {
        var attempt = State.Attempt ?? DerivedId.From<AttemptId>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}.{Version + 1}"), "attempt");
        var begun = State with { Attempt = attempt, AttemptCause = State.Attempt is null ? cause : AttemptCause.Both };
        var turn = State.Turn is null ? null : TurnLook(State, at);
        var invited = IsInvitedDue ? EarlierOf(State.InvitedRemindAt, InvitedUntil) : null;
        Change(begun with { NextCheckAt = EarlierOf(EarlierOf(NextLook(State, at), turn), invited) }, at, new AssetReleaseAttemptDue(Id, attempt, since, signs) { Cause = cause });
    }

    private ReadOnlySpan<DomainEvent> EndedInAttempt(bool wasExecuted) =>
        State.Attempt is { } attempt ? new DomainEvent[] { new AssetReleaseEndedInAttempt(Id, attempt, wasExecuted) } : [];

    /// <summary>Whether an attempt has not met yet what it goes on for.</summary>
    private static bool IsUnderWay(ReleaseState state) => state.Attempt is not null && state.Silence?.Causes != (state.AttemptCause ?? AttemptCause.Inactivity);

    /// <summary>Now, when a silence is awaited: how long the owner has been silent is not known here. Else the date that may bring that about.</summary>
    private static Timestamp? SilenceLook(ReleaseState state, Timestamp at)
    {
        if (!state.HoldsConfirmed || IsUnderWay(state)) return null;
        // By a clock that went back, what was shown may not count yet; it is no reason to ask for more.
        if (state.Silence is { } silence && silence.At > at) return silence.At;
        var conditions = ConditionsOf(state);
        return conditions.AwaitSilence(at, placesMayBeFound: state.Delivery == DeliveryMode.Claim) ? at : conditions.NextLookAtSilence(at);
    }
}
