using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The conditions of one release in the light of the evidence so far.</summary>
/// <param name="root">The tree.</param>
/// <param name="evidence">Who was at which place, and when.</param>
/// <param name="silence">That the owner counts as silent for good; null while they do not.</param>
/// <param name="preceding">Which of the releases that they follow were executed, and when.</param>
/// <param name="words">Which keepers say that the owner is no more, in the order of their words.</param>
public sealed partial class ReleaseConditions(ReleaseCondition root, ImmutableArray<PlaceEvidence> evidence, SilenceEvidence? silence = null, ImmutableArray<PrecedingEvidence> preceding = default, ImmutableArray<Attestation> words = default)
{
    /// <summary>How long before a time on the wall somebody looks whether its zone still has the rules of when it was planned.</summary>
    private static readonly TimeSpan ZoneMargin = TimeSpan.FromHours(48);

    private static Timestamp Ever => default;

    /// <summary>The conditions of a release in the light of what it knows.</summary>
    public static ReleaseConditions Of(ReleaseState state) => new(state.Conditions, state.Evidence, state.Silence, state.Preceding, state.Attestations);

    public bool HasPlace => root.Leaves().OfType<ReleaseCondition.AtPlace>().Any();

    /// <summary>Whether some date was drawn.</summary>
    public bool HasSecretDate => root.Leaves().OfType<ReleaseCondition.Window>().Any();

    /// <summary>The instant from which all that is needed is met, by what is known; null when a place is still to be found, or another release to be executed.</summary>
    public Timestamp? MetFrom => root.MetFrom(LeafMetFrom);

    /// <summary>The instant from which time does not stand in the way any more: whatever place is needed may be found then.</summary>
    public Timestamp? OpenFrom => root.MetFrom(leaf => leaf is ReleaseCondition.AtPlace ? Ever : LeafMetFrom(leaf));

    /// <summary>Whether time alone can meet the tree, without anybody at any place.</summary>
    public bool NeedsNoPlace => root.MetFrom(leaf => leaf is ReleaseCondition.AtPlace ? null : Ever) is not null;

    public bool AreMet(Timestamp now) => MetFrom <= now;

    /// <summary>When to look whether the release is open: never later than the first instant at which <see cref="OpenFrom"/> can lie; null when it is past.</summary>
    public Timestamp? NextLookAtOpening(Timestamp now) => NextLook(now, Ever);

    /// <summary>When to look whether time alone meets the tree: never later than the first instant at which it can; null when it is past, or needs a place or a silence.</summary>
    public Timestamp? NextLookAtMeeting(Timestamp now) => NextLook(now, null);

    /// <summary>Until time meets the rest, a silence is hoped for; from then on, time may meet the tree without it.</summary>
    private Timestamp? NextLook(Timestamp now, Timestamp? ofPlaceToFind)
    {
        var isHoped = !(MetFromAfter(root, Awaited, ofPlaceToFind) <= now);
        Timestamp? MetFromOf(ReleaseCondition leaf) => leaf switch
        {
            ReleaseCondition.AtPlace => LeafMetFrom(leaf) ?? ofPlaceToFind,
            _ when isHoped && IsMetBy(Awaited, leaf) => LeafMetFrom(leaf) ?? Ever,
            _ => LeafMetFrom(leaf),
        };
        if (root.MetFrom(MetFromOf) <= now) return null;
        return root.MetFrom(leaf => leaf is ReleaseCondition.LocalDate && MetFromOf(leaf) - ZoneMargin is { } early && early > now ? early : MetFromOf(leaf));
    }

    /// <summary>How a part of the tree stands.</summary>
    /// <param name="part">The tree, or a part of it.</param>
    /// <param name="now">The present.</param>
    public Finding Of(ReleaseCondition part, Timestamp now)
    {
        var metFrom = part.MetFrom(LeafMetFrom);
        return metFrom <= now ? new Finding(true, metFrom, null) : new Finding(false, null, metFrom);
    }

    /// <summary>Every leaf that is met, with what shows it: of an attestation, the word of each keeper.</summary>
    public ImmutableArray<MetCondition> MetLeaves(Timestamp now) =>
    [
        .. root.Leaves().Index()
            .Select(leaf => (leaf.Index, leaf.Item, MetFrom: LeafMetFrom(leaf.Item)))
            .Where(leaf => leaf.MetFrom <= now)
            .SelectMany(leaf => WitnessesOf(leaf.Item).Select(by => new MetCondition(leaf.Index, leaf.MetFrom!.Value, GradeOf(leaf.Item), by))),
    ];

    /// <summary>What shows that a leaf is met; null when it is not, or when the clock alone shows it.</summary>
    public PlaceEvidence? EvidenceOf(ReleaseCondition leaf) =>
        leaf is ReleaseCondition.AtPlace place ? evidence.FirstOrDefault(known => known.Number == place.Number) : null;

    /// <summary>What the evidence of a leaf is worth; null when it is not met, or when the clock alone shows it.</summary>
    public EvidenceGrade? GradeOf(ReleaseCondition leaf) => leaf switch
    {
        ReleaseCondition.Follows follows => ExecutedAt(follows.Legacy) is null ? null : EvidenceGrade.SystemRecorded,
        ReleaseCondition.Attestation => LeafMetFrom(leaf) is null ? null : EvidenceGrade.Attested,
        _ => EvidenceOf(leaf)?.Grade,
    };

    private Timestamp? LeafMetFrom(ReleaseCondition leaf) => leaf switch
    {
        ReleaseCondition.Date date => After(date.Instant),
        ReleaseCondition.LocalDate local => After(WallTime.Resolve(local.DateTime, local.TimeZone) ?? local.AsPlanned),
        ReleaseCondition.Window window => After(window.Drawn),
        ReleaseCondition.AtPlace => EvidenceOf(leaf)?.At,
        ReleaseCondition.Inactivity or ReleaseCondition.Attestation => MetFromBy(silence, leaf),
        ReleaseCondition.Follows follows => ExecutedAt(follows.Legacy) + TimeSpan.FromDays(follows.Days),
        _ => Ever,
    };

    private Timestamp? ExecutedAt(ReleaseId legacy) => preceding.IsDefault ? null : preceding.FirstOrDefault(known => known.Legacy == legacy)?.At;

    private static Timestamp After(Timestamp instant) => instant + TimeSpan.FromMilliseconds(1);
}

/// <summary>How a condition stands.</summary>
/// <param name="IsMet">Whether it is met. What is met stays met.</param>
/// <param name="Since">Since when it is met; null when it is not. The beginning of time for what is always met.</param>
/// <param name="NextChange">The instant at which time will meet it; null when it is met, or when somebody must find a place first, or be silent, or another release must be executed.</param>
public sealed record Finding(bool IsMet, Timestamp? Since, Timestamp? NextChange);

/// <summary>A leaf that was met when a release was executed.</summary>
/// <param name="Leaf">Which leaf, counted from 0 in the order of the tree.</param>
/// <param name="Since">Since when it was met.</param>
/// <param name="Grade">What its evidence is worth; null when the clock alone shows it.</param>
/// <param name="By">Whose evidence it is.</param>
public sealed record MetCondition(int Leaf, Timestamp Since, EvidenceGrade? Grade, UserId? By);
