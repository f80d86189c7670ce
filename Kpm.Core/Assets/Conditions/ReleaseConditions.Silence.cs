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
    public bool HasQuorum => attestations >= Attestation?.Count;

    /// <summary>Whether a silence of the owner would meet them, as far as places that can be found do not have to be found first.</summary>
    /// <param name="now">The present.</param>
    /// <param name="placesMayBeFound">Whether somebody can go to the places.</param>
    public bool AwaitSilence(Timestamp now, bool placesMayBeFound) =>
        (Inactivity is not null || HasQuorum) && silence is null && !AreMet(now) && MetFromAfter(Awaited, placesMayBeFound ? Ever : null) <= now;

    /// <summary>What an attempt would begin for now; null when nothing, or when it would meet nothing. The word of a quorum comes before a period that is over.</summary>
    /// <param name="isInactive">Whether the period of an inactivity is over.</param>
    /// <param name="now">The present.</param>
    /// <param name="placesMayBeFound">Whether somebody can go to the places.</param>
    public AttemptCause? CauseOf(bool isInactive, Timestamp now, bool placesMayBeFound)
    {
        bool Meets(AttemptCause cause) => MetFromAfter(cause, placesMayBeFound ? Ever : null) <= now;
        if (HasQuorum && Meets(AttemptCause.Attestation)) return AttemptCause.Attestation;
        if (isInactive && Meets(AttemptCause.Inactivity)) return AttemptCause.Inactivity;
        return isInactive && HasQuorum && Meets(AttemptCause.Both) ? AttemptCause.Both : null;
    }

    /// <summary>The terms of an attempt; for both, the longer wait.</summary>
    public InactivityTerms TermsOf(AttemptCause cause) => cause switch
    {
        AttemptCause.Inactivity => Inactivity!,
        AttemptCause.Attestation => InactivityTerms.OfWait(Attestation!.Wait),
        AttemptCause.Both => Inactivity! with { Wait = Math.Max(Inactivity.Wait, Attestation!.Wait) },
    };

    /// <summary>Whether they would not be met but for the silence.</summary>
    public bool RestOnSilence(Timestamp now) => silence is not null && AreMet(now) && !(new ReleaseConditions(root, evidence, preceding: preceding).MetFrom <= now);

    /// <summary>What can be hoped for: without a quorum, an inactivity alone.</summary>
    private AttemptCause Awaited => HasQuorum ? AttemptCause.Both : AttemptCause.Inactivity;

    private static bool IsMetBy(AttemptCause cause, ReleaseCondition leaf) => leaf switch
    {
        ReleaseCondition.Inactivity => cause != AttemptCause.Attestation,
        ReleaseCondition.Attestation => cause != AttemptCause.Inactivity,
        _ => false,
    };

    private Timestamp? MetFromAfter(AttemptCause cause, Timestamp? ofPlaceToFind) => root.MetFrom(leaf => leaf switch
    {
        ReleaseCondition.AtPlace => LeafMetFrom(leaf) ?? ofPlaceToFind,
        _ when IsMetBy(cause, leaf) => LeafMetFrom(leaf) ?? Ever,
        _ => LeafMetFrom(leaf),
    });

    /// <summary>Whose word shows that a leaf is met: nobody's, when the system alone shows it.</summary>
    private ImmutableArray<UserId?> WitnessesOf(ReleaseCondition leaf) =>
        leaf is ReleaseCondition.Attestation && silence is { Attesters.IsEmpty: false } shown ? [.. shown.Attesters.Select(by => (UserId?)by)] : [EvidenceOf(leaf)?.By];
}
