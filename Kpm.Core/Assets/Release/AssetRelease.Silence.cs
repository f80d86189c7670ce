using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>That the owner of a release counts as silent for good: an attempt to reach them has met no answer.</summary>
/// <param name="Since">From when on they gave no sign of life.</param>
/// <param name="Signs">How many they had given before.</param>
/// <param name="At">When the attempt was over.</param>
public sealed record SilenceEvidence(Timestamp Since, int Signs, Timestamp At);

/// <content>Waiting for a silence of the owner.</content>
public sealed partial class AssetRelease
{
    /// <summary>Whether somebody must look how long the owner has been silent: nothing else is missing, and nobody tries to reach them yet.</summary>
    public bool AwaitsSilence(Timestamp at) => IsActive && SilenceLook(State, at) is not null;

    /// <summary>Whether it could not be executed but for a silence that must be settled first.</summary>
    public bool RestsOnSilence(Timestamp at) => IsActive && Conditions.RestOnSilence(at);

    /// <summary>Whether this person may speak for the owner.</summary>
    public bool IsKeeper(UserId person) => State.Keepers.Contains(person);

    /// <summary>The owner has been silent for so long: after the period of the terms an attempt to reach them begins. Nothing changes when no silence is awaited.</summary>
    public void Await(Silence? silence, Timestamp at)
    {
        if (!AwaitsSilence(at)) return;
        var since = silence is { } known && known.Since > State.CreatedTs ? known.Since : State.CreatedTs;
        var due = since + TimeSpan.FromDays(Conditions.Inactivity!.Period);
        if (at < due) LookAgain(EarlierOf(NextLook(State, at), due), at);
        else BeginAttempt(since, silence?.Signs ?? 0, at);
    }

    /// <summary>An attempt has met no answer. Nothing changes unless it is the one that is under way.</summary>
    public void RecordSilence(AttemptId attempt, SilenceEvidence evidence, Timestamp at)
    {
        if (!IsActive || State.Attempt != attempt || State.Silence is not null) return;
        var silent = State with { Silence = evidence };
        Change(silent, at, new AssetReleaseSilenceMet(Id, [.. ConditionsOf(silent).MetLeaves(at).Where(met => State.Conditions.Leaves().ElementAt(met.Leaf) is ReleaseCondition.Inactivity)]));
        Announce(at);
    }

    /// <summary>As it would be if the owner had been silent for all that its terms ask for: to be played, and never stored.</summary>
    public void AssumeSilence(Timestamp at)
    {
        if (!IsActive || State.Silence is not null || Conditions.Inactivity is not { } terms) return;
        Change(State with { Silence = new SilenceEvidence(at - TimeSpan.FromDays(terms.Period + terms.Days), 0, at) }, at);
    }

    /// <summary>The attempt ends without a release: the owner does not count as silent, and what could be claimed cannot any more; turns begin anew. Nothing changes unless it was under way.</summary>
    public void EndAttempt(AttemptId attempt, Timestamp at)
    {
        if (!IsActive || State.Attempt != attempt) return;
        var (wasAnnounced, told) = (State.Announced, Told);
        var awake = State with { Attempt = null, Silence = null, NextCheckAt = at };
        var isHalted = wasAnnounced && !IsOpen(awake, at);
        if (isHalted) awake = awake with { Turn = null, Passed = [.. State.Passed.Where(passed => passed.Reason == PassReason.Left)] };
        Change(awake with { Announced = wasAnnounced && !isHalted, InvitedDue = State.InvitedDue && IsOpen(awake, at) }, at, new AssetReleaseHalted(Id, State.Owner, told, attempt, isHalted));
    }

    private void BeginAttempt(Timestamp since, int signs, Timestamp at)
    {
        var attempt = DerivedId.From<AttemptId>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}.{Version + 1}"), "attempt");
        Change(State with { Attempt = attempt, NextCheckAt = NextLook(State, at) }, at, new AssetReleaseAttemptDue(Id, attempt, since, signs));
    }

    private ReadOnlySpan<DomainEvent> EndedInAttempt(bool wasExecuted) =>
        State.Attempt is { } attempt ? new DomainEvent[] { new AssetReleaseEndedInAttempt(Id, attempt, wasExecuted) } : [];

    /// <summary>Now, when a silence is awaited: how long the owner has been silent is not known here.</summary>
    private static Timestamp? SilenceLook(ReleaseState state, Timestamp at) =>
        state is { HoldsConfirmed: true, Attempt: null } && ConditionsOf(state).AwaitSilence(at, placesMayBeFound: state.Delivery == DeliveryMode.Claim) ? at : null;
}
