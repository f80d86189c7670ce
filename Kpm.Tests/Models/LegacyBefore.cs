namespace Kpm.Tests.Models;

/// <summary>What was before a round of commands: what came of it must follow from that and from the commands.</summary>
internal sealed class LegacyBefore(LegacyModel model)
{
    private readonly Dictionary<string, (List<string> Owners, int Deliveries)> _assets = model.Assets.Values.ToDictionary(asset => asset.Id, asset => (asset.Owners.ToList(), asset.DeliveredBy.Count));
    private readonly Dictionary<string, (string State, List<string> Assets)> _plans = model.Plans.Values.ToDictionary(plan => plan.Id, plan => (plan.State, plan.Assets.ToList()));

    /// <summary>Whoever owns an asset owned it before or was given it, and whoever does not has left it or given it away.</summary>
    public void ExplainsOwners(IReadOnlyDictionary<string, StoredAsset> assets, IReadOnlyDictionary<string, StoredPlan> plans, (LegacyCommand Command, string Answer)[] told)
    {
        foreach (var (id, (owners, deliveries)) in _assets)
        {
            var asset = assets[id];
            if (asset.Lifecycle == "removed") continue;
            var expected = owners;
            foreach (var plan in asset.DeliveredBy.Skip(deliveries).Select(delivery => plans[delivery]))
                expected = LegacyModel.OwnersAfter(model.Plans[plan.Id], expected, plan.Receivers.Except(plan.PassedOver));
            var leavers = told.Where(entry => IsLeaving(entry.Command, id)).Select(entry => entry.Command.By).ToHashSet();
            if (leavers.Count == 0) asset.Owners.Should().Equal(expected, $"{asset}");
            asset.Owners.Should().BeSubsetOf(expected, $"{asset}");
            expected.Except(leavers).Should().BeSubsetOf(asset.Owners, $"{asset}");
        }
    }

    /// <summary>The system takes a legacy back for want of an asset only when somebody else wanted that, too, or put it away.</summary>
    public void ExplainsCancellations(IReadOnlyDictionary<string, StoredPlan> plans, (LegacyCommand Command, string Answer)[] told)
    {
        foreach (var plan in plans.Values.Where(plan => plan.CancelReason == "asset_unavailable" && (!_plans.TryGetValue(plan.Id, out var was) || was.State == ModelPlan.Active)))
        {
            var rivals = plans.Values.Where(other => other.Id != plan.Id).SelectMany(other => other.Assets.Concat(_plans.TryGetValue(other.Id, out var was) ? was.Assets : []));
            var changed = told.Where(entry => entry.Command.Action == LegacyAction.Revise).SelectMany(entry => entry.Command.Terms!.Assets ?? []);
            var left = plan.Assets.Where(asset => told.Any(entry => IsLeaving(entry.Command, asset)));
            rivals.Concat(changed).Concat(left).Should().Contain(asset => plan.Assets.Contains(asset), $"{plan}");
        }
    }

    private static bool IsLeaving(LegacyCommand command, string asset) =>
        command.Action == LegacyAction.RemoveAccount || (command.Action == LegacyAction.Trash && command.Asset == asset);
}
