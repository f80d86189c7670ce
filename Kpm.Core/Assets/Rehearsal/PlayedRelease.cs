using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A release that was played through by its own behaviour, for an instant and a place. What became of it is never stored.</summary>
public sealed class PlayedRelease
{
    private readonly ReleaseConditions _conditions;
    private readonly Timestamp _clock;
    private readonly bool _areHoldsConfirmed;
    private readonly bool _hasTooFewKeepers;

    private PlayedRelease(AssetRelease release, ReleaseConditions conditions, Timestamp clock, bool hasTooFewKeepers)
    {
        Release = release;
        _conditions = conditions;
        _clock = clock;
        _areHoldsConfirmed = release.State.HoldsConfirmed;
        _hasTooFewKeepers = hasTooFewKeepers;
    }

    /// <summary>The release as it would be.</summary>
    public AssetRelease Release { get; }

    /// <summary>What would happen, in its order.</summary>
    public IReadOnlyList<DomainEvent> Happened => Release.RaisedEvents;

    /// <summary>Plays it: a timer looks at it, and a receiver, in turn the one whose turn it is, claims what is to be claimed.</summary>
    /// <param name="release">The release as it was loaded.</param>
    /// <param name="admitting">The places that admit what is said of where somebody is; null when nothing is said.</param>
    /// <param name="strangers">The receivers who are no keeps of the owner.</param>
    /// <param name="clock">The instant.</param>
    /// <param name="premise">What is taken for granted.</param>
    public static PlayedRelease Play(AssetRelease release, IReadOnlyCollection<int>? admitting, ImmutableArray<UserId> strangers, Timestamp clock, RehearsalPremise premise)
    {
        var hasTooFewKeepers = !premise.CanBeAttested && !IsAttested(release, clock);
        if (premise.IsPreceded) release.AssumePreceding(clock);
        if (premise.IsSilent) release.AssumeSilence(premise.CanBeAttested, clock);
        release.PassOverInvited(clock);
        release.TakeTurn(strangers, clock);
        UserId claimer = release.InTurnNow.Except(strangers).Concat(release.InTurnNow).Concat(release.State.Receivers).Append(release.State.Owner).First();
        ImmutableArray<PlaceEvidence> stated = release.Stated(claimer, admitting ?? [], clock);
        var played = new PlayedRelease(release, ReleaseConditions.Of(release.State with { Evidence = [.. release.State.Evidence, .. stated] }), clock, hasTooFewKeepers);
        if (release.IsDue(clock)) release.ExecuteBySystem(strangers, clock);
        else release.Announce(clock);
        if (release.State.Delivery == DeliveryMode.Claim) Claim(release, claimer, admitting, strangers, clock);
        return played;
    }

    /// <summary>What was found of one asset is what would become of it.</summary>
    public void Record(AssetFinding finding)
    {
        if (finding.Problem is null) Release.RecordDelivered(finding.Asset, _clock);
        else Release.RecordDeliveryFailed(finding.Asset, _clock);
    }

    /// <summary>What was found.</summary>
    public RehearsalResult Result(ImmutableArray<ReceiverFinding> receivers, ImmutableArray<KeeperFinding> keepers, ImmutableArray<RehearsedMail> mails) =>
        new(Outcome, _conditions.OpenFrom, _conditions.MetFrom, _areHoldsConfirmed, Leaves(), receivers, mails) { Keepers = keepers };

    private RehearsalOutcome Outcome => Release switch
    {
        { IsExecuted: true } => RehearsalOutcome.Executed,
        { IsCanceled: true } => RehearsalOutcome.Canceled,
        { State.Announced: true } => RehearsalOutcome.Claimable,
        _ => RehearsalOutcome.Waits,
    };

    private ImmutableArray<LeafFinding> Leaves() =>
    [
        .. Release.State.Conditions.Leaves().Select(leaf =>
        {
            var (isMet, since, next) = _conditions.Of(leaf, _clock);
            var evidence = isMet ? _conditions.EvidenceOf(leaf) : null;
            var problem = _hasTooFewKeepers && leaf is ReleaseCondition.Attestation ? RehearsalProblems.TooFewKeepers : null;
            return new LeafFinding(isMet, since, next, isMet ? _conditions.GradeOf(leaf) : null, evidence?.By, problem);
        }),
    ];

    /// <summary>Whether the word of keepers is not waited for any more: what it has met stays met, whoever leaves.</summary>
    private static bool IsAttested(AssetRelease release, Timestamp clock) =>
        release.Conditions.Attestation is not { } attestation || release.Conditions.Of(attestation, clock).IsMet;

    private static void Claim(AssetRelease release, UserId claimer, IReadOnlyCollection<int>? admitting, ImmutableArray<UserId> strangers, Timestamp clock)
    {
        if (admitting is not null && release.StatePlace(claimer, admitting, clock).IsFailure) return;
        release.Trigger(claimer, strangers, clock);
    }
}
