using System.Text.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Models;

/// <summary>What must be true of stored assets and legacies when nothing is left to do, whatever happened in whatever order.</summary>
internal static class LegacyInvariants
{
    private const string Removed = "removed";

    /// <summary>What was executed and is settled has one receipt; nothing else has any.</summary>
    public static void HaveReceipts(IEnumerable<StoredPlan> plans, IEnumerable<string> receipts) =>
        receipts.Should().BeEquivalentTo(plans.Where(plan => plan.Lifecycle == ModelPlan.Executed).Select(plan => plan.Id), "each execution has one receipt");

    /// <summary>Nobody's hold is left over, none is missing, and what was promised was delivered or failed, once.</summary>
    public static void Hold(IReadOnlyDictionary<string, StoredAsset> assets, IReadOnlyDictionary<string, StoredPlan> plans, IReadOnlyCollection<string> people)
    {
        foreach (var asset in assets.Values) IsConsistent(asset, plans, people);
        foreach (var plan in plans.Values) IsConsistent(plan, assets, people);
    }

    /// <summary>Everybody who owns a visible asset downloads what was uploaded, a copy's original included; of what is hidden nobody gets a byte.</summary>
    public static async Task FilesAreWholeAsync(LegacyWorld world, LegacyModel model)
    {
        foreach (var asset in model.Assets.Values)
        {
            foreach (var person in model.People)
            {
                var (status, bytes) = await world.Of(person).DownloadAsync(asset.Id);
                if (asset.IsVisible && asset.Owners.Contains(person)) (status, bytes.AsSpan().SequenceEqual(asset.File.Bytes)).Should().Be((200, true), $"{asset} for {person}");
                else status.Should().Be(403, $"{asset} for {person}");
            }
        }
    }

    /// <summary>Each execution, and its receipt, is a step of the history of its owner: two would be two steps.</summary>
    public static async Task HistoryTellsOfOneExecutionEachAsync(ApiClient person, LegacyModel model)
    {
        var steps = new List<JsonElement>();
        for (var (page, total) = (1, 1); steps.Count < total; page++)
        {
            var answer = (await person.GetAsync($"/me/history?page={page}&size=100")).Json;
            total = answer.GetProperty("total").GetInt32();
            steps.AddRange(answer.GetProperty("items").EnumerateArray());
        }

        var own = model.Plans.Values.Where(plan => plan.Owner == person.UserId && plan.State == ModelPlan.Executed).Select(plan => plan.Id).ToList();
        foreach (var kind in new[] { "legacy_executed", "receipt_issued" })
        {
            var told = steps.Where(step => step.GetProperty("kind").GetString() == kind).Select(step => step.GetProperty("legacy").GetString()!["/legacy/".Length..]).ToList();
            told.Should().OnlyHaveUniqueItems($"no legacy is executed twice: {kind}");
            told.Where(legacy => model.Plans[legacy].Owner == person.UserId).Should().BeEquivalentTo(own, kind);
        }
    }

    private static void IsConsistent(StoredAsset asset, IReadOnlyDictionary<string, StoredPlan> plans, IReadOnlyCollection<string> people)
    {
        asset.Owners.Should().NotBeEmpty($"{asset}").And.OnlyHaveUniqueItems($"{asset}");
        asset.DeliveredBy.Should().OnlyHaveUniqueItems($"no legacy delivers {asset} twice");
        if (asset.Lifecycle == Removed)
        {
            asset.Owners.Should().ContainSingle($"{asset}").And.NotIntersectWith(people, $"only an account that goes takes {asset} with it");
            (asset.HeldBy, asset.Wraps.Count).Should().Be((null, 0), $"{asset} is gone");
            return;
        }

        asset.Owners.Should().BeSubsetOf(people, $"whoever is gone owns nothing: {asset}");
        asset.Wraps.Should().Equal(asset.Owners, $"one wrap for each owner: {asset}");
        if (asset.HeldBy is not { } holder) return;
        asset.IsInTrash.Should().BeFalse($"{asset}");
        var plan = plans[holder];
        (plan.Lifecycle, plan.Hides, plan.Assets.Contains(asset.Id)).Should().Be((ModelPlan.Active, true, true), $"{asset} is held by {plan}");
    }

    private static void IsConsistent(StoredPlan plan, IReadOnlyDictionary<string, StoredAsset> assets, IReadOnlyCollection<string> people)
    {
        var named = plan.Assets.Select(id => assets[id]).ToList();
        switch (plan.Lifecycle)
        {
            case ModelPlan.Active:
                plan.IsReady.Should().BeTrue($"{plan}");
                people.Should().Contain(plan.Owner, $"whoever is gone plans nothing: {plan}");
                if (plan.Hides) named.Should().OnlyContain(asset => asset.HeldBy == plan.Id, $"{plan} hides them");
                if (plan.IsAutomatic) plan.IsWatched.Should().BeTrue($"somebody must look at it: {plan}");
                named.Should().NotContain(asset => asset.DeliveredBy.Contains(plan.Id), $"{plan} waits");
                break;
            case ModelPlan.Executed:
                plan.Delivered.Concat(plan.Failed).Should().BeEquivalentTo(plan.Assets, $"each asset is delivered or failed: {plan}");
                if (plan.IsCopy) HasCopies(plan, assets, people);
                else named.Should().OnlyContain(asset => asset.DeliveredBy.Contains(plan.Id) == plan.Delivered.Contains(asset.Id), $"{plan}");
                break;
            default:
                named.Should().NotContain(asset => asset.DeliveredBy.Contains(plan.Id), $"{plan} was cancelled");
                break;
        }

        if (plan.Lifecycle != ModelPlan.Active) plan.IsWatched.Should().BeFalse($"there is nothing to look at: {plan}");
    }

    private static void HasCopies(StoredPlan plan, IReadOnlyDictionary<string, StoredAsset> assets, IReadOnlyCollection<string> people)
    {
        foreach (var original in plan.Delivered)
            foreach (var recipient in plan.Receivers.Except(plan.PassedOver).Intersect(people))
                assets.Should().ContainKey(LegacyModel.CopyOf(plan.Id, original, recipient), $"{recipient} was promised one: {plan}");
    }
}
