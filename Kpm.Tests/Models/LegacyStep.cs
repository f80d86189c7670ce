using CsCheck;
using Kpm.Tests.Running;

namespace Kpm.Tests.Models;

/// <summary>One step of a random history of legacies: what is done, and numbers that choose by whom and with what.</summary>
internal sealed record LegacyStep(LegacyAction Action, ulong Numbers)
{
    private static readonly string[] Kinds = [LegacyModel.ToFutureSelf, "in-a-bottle", "hide-and-seek", "time-capsule", "transfer", "transfer", LegacyModel.Custom, LegacyModel.Custom, LegacyModel.Custom];
    private static readonly string?[] Bequests = [null, null, "gift", "co-ownership", "copy", "self"];
    private static readonly string[] Places = ["Old Oak", "elm"];

    public static Gen<LegacyStep> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Frequency(
            (4, CsCheck.Gen.Const(LegacyAction.AddAsset)),
            (2, CsCheck.Gen.Const(LegacyAction.Trash)),
            (2, CsCheck.Gen.Const(LegacyAction.Restore)),
            (12, CsCheck.Gen.Const(LegacyAction.Schedule)),
            (10, CsCheck.Gen.Const(LegacyAction.Trigger)),
            (4, CsCheck.Gen.Const(LegacyAction.Cancel)),
            (5, CsCheck.Gen.Const(LegacyAction.Revise)),
            (2, CsCheck.Gen.Const(LegacyAction.Befriend)),
            (1, CsCheck.Gen.Const(LegacyAction.Unfriend)),
            (1, CsCheck.Gen.Const(LegacyAction.RemoveAccount))),
        CsCheck.Gen.ULong,
        (action, numbers) => new LegacyStep(action, numbers));

    /// <summary>The command that the step is for those who are there now; null when nobody can do it.</summary>
    public LegacyCommand? In(LegacyModel model)
    {
        var dice = new Dice(Numbers);
        var by = dice.Of(model.People);
        switch (Action)
        {
            case LegacyAction.Trash:
                return AssetFor(model, by, asset => asset.IsVisible, dice) is { } visible ? new LegacyCommand(Action, by) { Asset = visible } : null;
            case LegacyAction.Restore:
                return AssetFor(model, by, asset => asset.IsInTrash, dice) is { } trashed ? new LegacyCommand(Action, by) { Asset = trashed } : null;
            case LegacyAction.Schedule when model.Assets.Values.Any(asset => asset.IsVisible && asset.Owners.Contains(by)):
                return new LegacyCommand(Action, by) { Plan = Guid.CreateVersion7().ToString(), Terms = NewTerms(model, by, dice) };
            case LegacyAction.AddAsset or LegacyAction.Schedule:
                var friends = model.People.Where(person => person != by && model.AreKeeps(person, by)).ToList();
                return new LegacyCommand(LegacyAction.AddAsset, by) { Asset = Guid.CreateVersion7().ToString(), File = FileToUpload.Binary(1 + dice.Next(3_000)), Other = friends.Count > 0 && dice.Next(3) == 0 ? dice.Of(friends) : null };
            case LegacyAction.Trigger:
                if (PlanFor(model, plan => plan.Receivers.Contains(by), dice) is not { } claimed) return null;
                return new LegacyCommand(Action, by) { Plan = claimed.Id, Place = dice.Next(4) == 0 ? null : Places[dice.Next(3) / 2] };
            case LegacyAction.Cancel:
                return PlanFor(model, plan => plan.Owner == by || plan.Receivers.Contains(by), dice) is { } canceled ? new LegacyCommand(Action, by) { Plan = canceled.Id } : null;
            case LegacyAction.Revise:
                return PlanFor(model, plan => plan.Owner == by, dice) is { } revised ? new LegacyCommand(Action, by) { Plan = revised.Id, Terms = OtherTerms(model, revised, dice) } : null;
            case LegacyAction.Befriend or LegacyAction.Unfriend:
                var wanted = model.People.Where(person => person != by && model.AreKeeps(person, by) == (Action == LegacyAction.Unfriend)).ToList();
                return wanted.Count > 0 ? new LegacyCommand(Action, by) { Other = dice.Of(wanted) } : null;
            default:
                return new LegacyCommand(Action, by);
        }
    }

    /// <summary>An asset of the person that is as it should be, most of the time.</summary>
    private static string? AssetFor(LegacyModel model, string person, Func<ModelAsset, bool> isWanted, Dice dice)
    {
        var wanted = model.Assets.Values.Where(asset => isWanted(asset) && asset.Owners.Contains(person)).ToList();
        if (wanted.Count > 0 && dice.Next(6) > 0) return dice.Of(wanted).Id;
        return model.Assets.Count > 0 ? dice.Of([.. model.Assets.Keys]) : null;
    }

    /// <summary>An active plan of the person, most of the time.</summary>
    private static ModelPlan? PlanFor(LegacyModel model, Func<ModelPlan, bool> isWanted, Dice dice)
    {
        var wanted = model.Plans.Values.Where(plan => !plan.IsFinal && isWanted(plan)).ToList();
        if (wanted.Count > 0 && dice.Next(6) > 0) return dice.Of(wanted);
        return model.Plans.Count > 0 ? dice.Of([.. model.Plans.Values]) : null;
    }

    private static LegacyTerms NewTerms(LegacyModel model, string by, Dice dice)
    {
        var kind = dice.Of(Kinds);
        var isPlaced = kind is "hide-and-seek" or "time-capsule" || (kind == LegacyModel.Custom && dice.Next(4) == 0);
        return new LegacyTerms(AssetsFor(model, by, dice), ReceiversFor(model, by, dice), kind == "hide-and-seek" || dice.Next(3) > 0)
        {
            Kind = kind,
            Bequest = dice.Of(Bequests),
            IsAutomatic = dice.Next(isPlaced ? 12 : 3) == 0,
            Hides = dice.Next(2) == 0,
            Place = isPlaced ? Places[0] : null,
        };
    }

    private static LegacyTerms OtherTerms(LegacyModel model, ModelPlan plan, Dice dice)
    {
        var which = dice.Next(4);
        var isDated = plan.Kind is LegacyModel.ToFutureSelf or "transfer" or LegacyModel.Custom;
        return new LegacyTerms(which is 0 or 3 ? AssetsFor(model, plan.Owner, dice) : null, which is 1 or 3 ? ReceiversFor(model, plan.Owner, dice) : null, which == 2 && isDated ? dice.Next(2) == 0 : null);
    }

    private static List<string> AssetsFor(LegacyModel model, string owner, Dice dice) =>
        [.. Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => AssetFor(model, owner, asset => asset.IsVisible, dice)!).Distinct()];

    private static List<string> ReceiversFor(LegacyModel model, string owner, Dice dice)
    {
        var others = model.People.Where(person => person != owner).ToList();
        return [.. Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => dice.Next(6) == 0 ? owner : dice.Of(others)).Distinct()];
    }

    /// <summary>Draws from a number.</summary>
    private sealed class Dice(ulong numbers)
    {
        private ulong _numbers = numbers;

        /// <summary>SplitMix64.</summary>
        public int Next(int count)
        {
            var mixed = _numbers += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)count);
        }

        public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
    }
}
