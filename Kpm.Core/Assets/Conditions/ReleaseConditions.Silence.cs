using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>The leaves that an attempt to reach the owner meets.</content>
public sealed partial class ReleaseConditions
{
    /// <summary>The terms of the leaf that waits for an inactivity; null when there is none.</summary>
    public InactivityTerms? Inactivity => root.Leaves().OfType<ReleaseCondition.Inactivity>().FirstOrDefault()?.Terms;

    /// <summary>The leaf that waits for the word of keepers; null when there is none.</summary>
    public ReleaseCondition.Attestation? Attestation => root.Leaves().OfType<ReleaseCondition.Attestation>().FirstOrDefault();

    /// <summary>Whether as many keepers have attested as are asked for.</summary>
    public bool HasQuorum => !words.IsDefault && words.Length >= Attestation?.Count;

    /// <summary>Whether a silence of the owner is what is missing, as far as places that can be found do not have to be found first.</summary>
    /// <param name="now">The present.</param>
    /// <param name="placesMayBeFound">Whether somebody can go to the places.</param>
    public bool AwaitSilence(Timestamp now, bool placesMayBeFound) =>
        !AreMet(now) && IsHelpedBy(root, Awaited, now, placesMayBeFound ? Ever : null);

    /// <summary>When a date may make a silence what is missing; null when none can.</summary>
    public Timestamp? NextLookAtSilence(Timestamp now)
    {
        if (!root.Leaves().Any(leaf => leaf is ReleaseCondition.Inactivity or ReleaseCondition.Attestation && LeafMetFrom(leaf) is null)) return null;
        var dates = root.Leaves().Select(leaf => leaf is ReleaseCondition.LocalDate && LeafMetFrom(leaf) - ZoneMargin is { } early && early > now ? early : LeafMetFrom(leaf));
        return dates.Where(date => date > now).Min();
    }

    /// <summary>What an attempt would begin for now; null when nothing, or when it would meet nothing. The word of a quorum comes before a period that is over.</summary>
    /// <param name="isInactive">Whether the period of an inactivity is over.</param>
    /// <param name="now">The present.</param>
    /// <param name="placesMayBeFound">Whether somebody can go to the places.</param>
    public AttemptCause? CauseOf(bool isInactive, Timestamp now, bool placesMayBeFound)
    {
        bool Helps(AttemptCause cause) => IsHelpedBy(root, cause, now, placesMayBeFound ? Ever : null);
        if (HasQuorum && Helps(AttemptCause.Attestation)) return AttemptCause.Attestation;
        if (isInactive && Helps(AttemptCause.Inactivity)) return AttemptCause.Inactivity;
        return isInactive && HasQuorum && Helps(AttemptCause.Both) ? AttemptCause.Both : null;
    }

    /// <summary>The terms of an attempt; for both, the longer wait.</summary>
    public InactivityTerms TermsOf(AttemptCause cause) => cause switch
    {
        AttemptCause.Inactivity => Inactivity!,
        AttemptCause.Attestation => InactivityTerms.OfWait(Attestation!.Wait),
        AttemptCause.Both => Inactivity! with { Wait = Math.Max(Inactivity.Wait, Attestation!.Wait) },
    };

    /// <summary>What can be hoped for: without a quorum, an inactivity alone.</summary>
    private AttemptCause Awaited => HasQuorum ? AttemptCause.Both : AttemptCause.Inactivity;

    /// <summary>From when on a leaf is met by what an attempt has shown; null when its stages were for another.</summary>
    private static Timestamp? MetFromBy(SilenceEvidence? shown, ReleaseCondition leaf) =>
        shown is null ? null : MetFromBy(shown.Before, leaf) ?? (IsMetBy(shown.Cause, leaf) ? shown.At : null);

    /// <summary>Whether a part of the tree needs what an attempt of this cause would show, and would be met with it, places aside.</summary>
    private bool IsHelpedBy(ReleaseCondition part, AttemptCause cause, Timestamp now, Timestamp? ofPlaceToFind)
    {
        if (part is not ReleaseCondition.Group group) return IsMetBy(cause, part) && LeafMetFrom(part) is null;
        if (!group.Of.Any(member => IsHelpedBy(member, cause, now, ofPlaceToFind))) return false;
        var met = group.Of.Count(member => member.MetFrom(LeafMetFrom) <= now);
        var reached = group.Of.Count(member => MetFromAfter(member, cause, ofPlaceToFind) <= now);
        return met < group.Needed && reached >= group.Needed;
    }

    private static bool IsMetBy(AttemptCause cause, ReleaseCondition leaf) => leaf switch
    {
        ReleaseCondition.Inactivity => cause != AttemptCause.Attestation,
        ReleaseCondition.Attestation => cause != AttemptCause.Inactivity,
        _ => false,
    };

    private Timestamp? MetFromAfter(ReleaseCondition part, AttemptCause cause, Timestamp? ofPlaceToFind) => part.MetFrom(leaf => leaf switch
    {
        ReleaseCondition.AtPlace => LeafMetFrom(leaf) ?? ofPlaceToFind,
        _ when IsMetBy(cause, leaf) => LeafMetFrom(leaf) ?? Ever,
        _ => LeafMetFrom(leaf),
    });

    /// <summary>Whose word shows that a leaf is met: nobody's, when the system alone shows it.</summary>
    private ImmutableArray<UserId?> WitnessesOf(ReleaseCondition leaf) =>
        leaf is ReleaseCondition.Attestation && HasQuorum ? [.. words.Select(word => (UserId?)word.By)] : [EvidenceOf(leaf)?.By];
}
