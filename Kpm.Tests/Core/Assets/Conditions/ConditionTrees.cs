using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Random trees over a short stretch of time and three places.</summary>
internal static class ConditionTrees
{
    public const int Places = 3;

    /// <summary>Milliseconds; the longest that a date of a random tree lies away from <see cref="AssetWorld.Now"/>.</summary>
    public const int Stretch = 40;

    private static readonly Gen<Timestamp> Instants = Gen.Int[-5, Stretch].Select(offset => new Timestamp(AssetWorld.Now.UnixMilliseconds + offset));

    private static readonly Gen<ReleaseCondition> Leaves = Gen.OneOf<ReleaseCondition>(
        Gen.Const((ReleaseCondition)new ReleaseCondition.Always()),
        Instants.Select(instant => (ReleaseCondition)new ReleaseCondition.Date(instant)),
        Instants.Select(instant => (ReleaseCondition)new ReleaseCondition.LocalDate("2000-01-01T00:00:00", "Nowhere/Known", instant)),
        Gen.Select(Instants, Instants, (from, until) => (ReleaseCondition)new ReleaseCondition.Window(from, until, until)),
        Gen.Int[0, Places - 1].Select(number => (ReleaseCondition)new ReleaseCondition.AtPlace(number)),
        Gen.Int[1, 3].Select(number => (ReleaseCondition)new ReleaseCondition.Follows(AssetWorld.ReleaseNo(number), number - 1)));

    /// <summary>The first that random trees follow is executed in the middle of the stretch, the second so that a day later is, too, and the third is not.</summary>
    public static readonly PrecedingEvidence[] Preceding =
    [
        new(AssetWorld.ReleaseNo(1), new Timestamp(AssetWorld.Now.UnixMilliseconds + (Stretch / 2))),
        new(AssetWorld.ReleaseNo(2), new Timestamp(AssetWorld.Now.UnixMilliseconds + (Stretch / 4)) - TimeSpan.FromDays(1)),
    ];

    public const int Quorum = 2;

    /// <summary>What a silence of the owner meets, too.</summary>
    private static readonly Gen<ReleaseCondition> LeavesOfSilence = Gen.Frequency(
        (2, Leaves),
        (1, Gen.Const((ReleaseCondition)new ReleaseCondition.Inactivity(InactivityTerms.Default))),
        (1, Gen.Const((ReleaseCondition)new ReleaseCondition.Attestation(Quorum, 3))));

    public static readonly Gen<ReleaseCondition> Any = OfDepth(3, Leaves);

    /// <summary>Trees with leaves that wait for a silence, or for the word of keepers.</summary>
    public static readonly Gen<ReleaseCondition> OfSilence = OfDepth(3, LeavesOfSilence);

    /// <summary>That the owner has been silent, as the stages of an attempt have shown some time of the stretch; null when none has.</summary>
    public static readonly Gen<SilenceEvidence?> Silence = Gen.Select(Instants, Gen.Enum<AttemptCause>(), Gen.Bool).Select(shown => (SilenceEvidence?)(shown.Item3 ? new SilenceEvidence(AssetWorld.Now, 1, shown.Item1) { Cause = shown.Item2 } : null));

    /// <summary>Somebody at some place, at some time of the stretch.</summary>
    public static readonly Gen<PlaceEvidence> Evidence = Gen.Select(Gen.Int[0, Places - 1], Instants, (place, at) => new PlaceEvidence(place, at, AssetWorld.Ben, EvidenceGrade.SelfReported));

    private static Gen<ReleaseCondition> OfDepth(int depth, Gen<ReleaseCondition> leaves)
    {
        if (depth == 0) return leaves;
        var members = OfDepth(depth - 1, leaves).Array[1, 4];
        return Gen.OneOf<ReleaseCondition>(
            leaves,
            members.Select(of => (ReleaseCondition)new ReleaseCondition.All([.. of])),
            members.Select(of => (ReleaseCondition)new ReleaseCondition.Any([.. of])),
            Gen.Select(members, Gen.Int[0, 3], (of, spare) => (ReleaseCondition)new ReleaseCondition.AtLeast(Math.Max(1, of.Length - spare), [.. of])));
    }
}
