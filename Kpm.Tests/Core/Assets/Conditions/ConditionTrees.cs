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

    public static readonly Gen<ReleaseCondition> Any = OfDepth(3);

    /// <summary>Somebody at some place, at some time of the stretch.</summary>
    public static readonly Gen<PlaceEvidence> Evidence = Gen.Select(Gen.Int[0, Places - 1], Instants, (place, at) => new PlaceEvidence(place, at, AssetWorld.Ben, EvidenceGrade.SelfReported));

    private static Gen<ReleaseCondition> OfDepth(int depth)
    {
        if (depth == 0) return Leaves;
        var members = OfDepth(depth - 1).Array[1, 4];
        return Gen.OneOf<ReleaseCondition>(
            Leaves,
            members.Select(of => (ReleaseCondition)new ReleaseCondition.All([.. of])),
            members.Select(of => (ReleaseCondition)new ReleaseCondition.Any([.. of])),
            Gen.Select(members, Gen.Int[0, 3], (of, spare) => (ReleaseCondition)new ReleaseCondition.AtLeast(Math.Max(1, of.Length - spare), [.. of])));
    }
}
