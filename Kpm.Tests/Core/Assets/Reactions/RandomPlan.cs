using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>One release of an interleaving: its giver, its terms, and what people do to it.</summary>
/// <param name="Giver">Ana or Ben.</param>
/// <param name="AssetMask">Which of the assets it names.</param>
/// <param name="ToSelfToo">Whether its giver receives, too.</param>
/// <param name="Hides">Whether it hides them until then.</param>
/// <param name="IsAutomatic">Whether the system delivers.</param>
/// <param name="Bequest">What becomes of the assets.</param>
public sealed record RandomPlan(int Giver, int AssetMask, bool ToSelfToo, bool Hides, bool IsAutomatic, BequestType Bequest)
{
    public const int Assets = 4;
    public static readonly UserId[] Givers = [AssetWorld.Ana, AssetWorld.Ben];
    public static readonly UserId Dora = AssetWorld.User(4);

    public bool IsTriggered { get; init; }

    public bool IsCanceled { get; init; }

    /// <summary>Whether its giver takes it back.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether receivers download what they get.</summary>
    public bool IsDownloaded { get; init; }

    /// <summary>Assets that it is changed to name; 0 leaves them.</summary>
    public int OtherMask { get; init; }

    /// <summary>Whether it is changed to be for Dora.</summary>
    public bool IsForDora { get; init; }

    public static Gen<RandomPlan> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 1], CsCheck.Gen.Int[1, 15], CsCheck.Gen.Bool, CsCheck.Gen.Frequency((3, CsCheck.Gen.Const(true)), (1, CsCheck.Gen.Const(false)))),
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 3], CsCheck.Gen.Int[0, 5], CsCheck.Gen.Bool, CsCheck.Gen.Bool),
        CsCheck.Gen.Select(CsCheck.Gen.Int[-30, 15], CsCheck.Gen.Int[0, 5], CsCheck.Gen.Int[0, 2], CsCheck.Gen.Int[0, 2]),
        (terms, ways, changes) => new RandomPlan(terms.Item1, terms.Item2, terms.Item3, terms.Item4, ways.Item1 == 0, ways.Item2 switch { 0 => BequestType.Copy, 1 or 2 => BequestType.CoOwnership, _ => BequestType.Gift })
        {
            IsTriggered = ways.Item3,
            IsCanceled = ways.Item4,
            OtherMask = Math.Max(changes.Item1, 0),
            IsForDora = changes.Item2 == 0,
            IsRevoked = changes.Item3 == 0,
            IsDownloaded = changes.Item4 == 0,
        });

    public UserId Owner => Givers[Giver];

    /// <summary>Every asset that it names at any time.</summary>
    public AssetId[] EverNamed => Named(AssetMask | OtherMask);

    /// <summary>What is asked for at first.</summary>
    public ReleaseDraft DraftOf(int number) => new()
    {
        Name = $"Plan {number}",
        Assets = Named(AssetMask),
        Receivers = ToSelfToo ? [AssetWorld.Cleo, Owner] : [AssetWorld.Cleo],
        BequestType = BequestWords.Of(Bequest),
        Delivery = DeliveryWords.Of(IsAutomatic ? DeliveryMode.Automatic : DeliveryMode.Claim),
        Hide = Hides,
        Conditions = new ConditionDraft { Type = "always" },
    };

    /// <summary>What its giver changes afterwards.</summary>
    public IEnumerable<ReleaseDraft> Changes()
    {
        if (OtherMask != 0) yield return new ReleaseDraft { Assets = Named(OtherMask) };
        if (IsForDora) yield return new ReleaseDraft { Receivers = [Dora] };
    }

    private static AssetId[] Named(int mask) => [.. Enumerable.Range(0, Assets).Where(bit => (mask & (1 << bit)) != 0).Select(AssetWorld.AssetNo)];
}
