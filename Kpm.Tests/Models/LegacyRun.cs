using System.Net;

namespace Kpm.Tests.Models;

/// <summary>Does one step after another on the running API, and compares the answer, the store and what people see with the model.</summary>
internal sealed class LegacyRun(LegacyWorld world, LegacyModel model)
{
    /// <returns>How many steps were done: those that nobody can do at their time are left out.</returns>
    public async Task<int> RunAsync(IReadOnlyList<LegacyStep> history)
    {
        var done = 0;
        foreach (var step in history)
        {
            if (step.In(model) is not { } command) continue;
            var because = $"step {done++} is: {command}";
            var expected = model.Apply(command);
            (await world.SendAsync(command)).Should().Be(expected, because);
            await world.SettleAsync();
            if (command.Action == LegacyAction.RemoveAccount) await world.JoinAsync(model);
            await CompareAsync(because);
            foreach (var asset in model.Assets.Values.Where(asset => IsConcerned(command, asset))) await CompareSightAsync(asset, because);
        }

        await CompareInTheEndAsync();
        return done;
    }

    private bool IsConcerned(LegacyCommand command, ModelAsset asset) =>
        command.Asset == asset.Id || (command.Plan.Length > 0 && model.Plans.TryGetValue(command.Plan, out var plan) && plan.Assets.Contains(asset.Id));

    /// <summary>The store is what the model says.</summary>
    private async Task CompareAsync(string because)
    {
        var assets = await LegacyStore.AssetsAsync(world.Stored);
        assets.Keys.Should().BeEquivalentTo(model.Assets.Keys, because);
        foreach (var expected in model.Assets.Values)
        {
            var asset = assets[expected.Id];
            var seen = new ModelAsset(asset.Id, expected.File, asset.Owners) { IsInTrash = asset.IsInTrash, IsRemoved = asset.Lifecycle == "removed", HeldBy = asset.HeldBy, DeliveredBy = [.. asset.DeliveredBy] };
            seen.ToString().Should().Be(expected.ToString(), because);
            if (!expected.IsRemoved) asset.Wraps.Should().Equal(asset.Owners, because);
        }

        var plans = await LegacyStore.PlansAsync(world.Stored);
        plans.Keys.Should().BeEquivalentTo(model.Plans.Keys, because);
        foreach (var expected in model.Plans.Values)
        {
            var plan = plans[expected.Id];
            var seen = (plan.Lifecycle, string.Join('+', plan.Receivers), string.Join('+', plan.Assets), string.Join('+', plan.PassedOver), string.Join('+', plan.Delivered.Order()), string.Join('+', plan.Failed.Order()));
            seen.Should().Be((expected.State, string.Join('+', expected.Receivers), string.Join('+', expected.Assets), string.Join('+', expected.PassedOver), string.Join('+', expected.Delivered.Order()), string.Join('+', expected.Failed.Order())), $"{because}; {expected}");
            if (!expected.IsFinal) plan.IsReady.Should().BeTrue($"{because}; {expected}");
        }
    }

    /// <summary>Owners see what is not hidden, nobody sees anything else.</summary>
    private async Task CompareSightAsync(ModelAsset asset, string because)
    {
        foreach (var person in model.People)
        {
            var seen = await world.Of(person).GetAsync($"/assets/{asset.Id}");
            var isSeen = asset.IsVisible && asset.Owners.Contains(person);
            seen.Status.Should().Be(isSeen ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{because}; {asset} for {person}");
            if (isSeen) LegacyStore.Texts(seen.Json, "owners_id").Should().Equal(asset.Owners.Select(owner => $"/users/{owner}"), because);
        }
    }

    private async Task CompareInTheEndAsync()
    {
        foreach (var asset in model.Assets.Values) await CompareSightAsync(asset, "in the end");
        await LegacyInvariants.FilesAreWholeAsync(world, model);
        LegacyInvariants.HaveReceipts((await LegacyStore.PlansAsync(world.Stored)).Values, await LegacyStore.ReceiptsAsync(world.Stored));
        foreach (var person in model.People)
        {
            (await world.Of(person).CountAsync("/me/assets")).Should().Be(model.Assets.Values.Count(asset => asset.IsVisible && asset.Owners.Contains(person)), $"the list of {person}");
            await LegacyInvariants.HistoryTellsOfOneExecutionEachAsync(world.Of(person), model);
        }
    }
}
