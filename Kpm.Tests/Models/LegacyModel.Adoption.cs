namespace Kpm.Tests.Models;

/// <content>Taking over what became of commands that ran at the same time.</content>
internal sealed partial class LegacyModel
{
    private const string FarAway = "25340230079999";

    /// <summary>What a command that was answered by a success brought into the world.</summary>
    public void Register(LegacyCommand command, string answer)
    {
        if (answer[0] != '2') return;
        if (command.Action == LegacyAction.AddAsset) Assets[command.Asset] = new ModelAsset(command.Asset, command.File!, []);
        if (command.Action == LegacyAction.RemoveAccount) People.Remove(command.By);
        if (command.Action != LegacyAction.Schedule) return;
        var terms = command.Terms!;
        Plans[command.Plan] = new ModelPlan(command.Plan, command.By)
        {
            Kind = terms.Kind,
            Hides = terms.Kind != Custom || terms.Hides,
            Bequest = terms.Bequest ?? (terms.Kind == ToFutureSelf ? "self" : "gift"),
            IsAutomatic = terms.IsAutomatic,
            Place = terms.Place,
        };
    }

    /// <summary>What executed legacies made.</summary>
    public void RegisterCopies(IReadOnlyCollection<string> stored, IReadOnlyDictionary<string, StoredPlan> plans)
    {
        // A copy may have been copied in the same round.
        for (var known = -1; known != Assets.Count;)
        {
            known = Assets.Count;
            foreach (var plan in plans.Values.Where(plan => plan.IsCopy && plan.Lifecycle == ModelPlan.Executed))
                foreach (var original in plan.Delivered.Where(Assets.ContainsKey))
                    foreach (var copy in plan.Receivers.Select(receiver => CopyOf(plan.Id, original, receiver)).Where(stored.Contains))
                        Assets.TryAdd(copy, new ModelAsset(copy, Assets[original].File, []));
        }
    }

    /// <summary>What is stored is the truth from now on.</summary>
    public void Adopt(IReadOnlyDictionary<string, StoredAsset> assets, IReadOnlyDictionary<string, StoredPlan> plans, IEnumerable<(string One, string Other)> keeps)
    {
        foreach (var asset in Assets.Values)
        {
            var stored = assets[asset.Id];
            (asset.Owners, asset.DeliveredBy) = ([.. stored.Owners], [.. stored.DeliveredBy]);
            (asset.IsInTrash, asset.IsRemoved, asset.HeldBy) = (stored.IsInTrash, stored.Lifecycle == "removed", stored.HeldBy);
        }

        foreach (var plan in Plans.Values)
        {
            var stored = plans[plan.Id];
            (plan.State, plan.Assets, plan.Receivers, plan.PassedOver) = (stored.Lifecycle, [.. stored.Assets], [.. stored.Receivers], [.. stored.PassedOver]);
            (plan.Delivered, plan.Failed, plan.WrongGuesses, plan.IsPlaceFound) = ([.. stored.Delivered], [.. stored.Failed], stored.WrongGuesses, stored.IsPlaceFound);
            plan.IsOpen = !stored.Conditions.Contains(FarAway, StringComparison.Ordinal);
            if (!stored.Conditions.Contains("place", StringComparison.Ordinal)) plan.Place = null;
        }

        Keeps.Clear();
        Keeps.UnionWith(keeps.Select(keep => Pair(keep.One, keep.Other)));
    }
}
