using CsCheck;

namespace Kpm.Tests.Models;

/// <summary>
/// Rounds of commands that are sent at the same time, their messages held, doubled, put off and shuffled. When nothing is left to do after
/// a round, the invariants hold, everything that was answered is true, and the model takes over what became of it.
/// </summary>
internal sealed class LegacyStorm(LegacyWorld world, LegacyModel model, PCG random)
{
    private const int CommandsEach = 10;
    private const int LatestCopy = 400;
    private readonly HashSet<string> _unfinished = [];

    private enum Weather
    {
        Disturbed,
        HeldAndDoubled,
        HeldInBetween,
    }

    /// <returns>How many commands were sent.</returns>
    public async Task<int> RunAsync(IEnumerable<LegacyStep> history)
    {
        var (sent, round) = (0, 0);
        foreach (var steps in history.Chunk(CommandsEach))
        {
            var lines = LinesFor(steps);
            var because = $"round {round++} is:\n{string.Join('\n', lines.Select(line => string.Join(", then ", line)))}\n";
            var told = await SendAsync(lines);
            await world.SettleAsync();
            await world.System.BusOperator.HoldDeliveriesAsync(held: false);
            await CompareAsync(told, because);
            while (model.People.Count < LegacyWorld.Places) await world.JoinAsync(model);
            sent += told.Length;
        }

        await LegacyInvariants.FilesAreWholeAsync(world, model);
        foreach (var person in model.People) await LegacyInvariants.HistoryTellsOfOneExecutionEachAsync(world.Of(person), model);
        return sent;
    }

    /// <summary>Commands that are sent at the same time, some with another one after them. At most one account is removed: somebody must be left.</summary>
    private List<LegacyCommand[]> LinesFor(IEnumerable<LegacyStep> steps)
    {
        var commands = steps.Select(step => step.In(model)).OfType<LegacyCommand>().ToList();
        var removals = commands.Where(command => command.Action == LegacyAction.RemoveAccount).Skip(1).ToHashSet();
        return [.. commands.Where(command => !removals.Contains(command)).Select(command => command.Action == LegacyAction.Schedule && random.Next(3) > 0 ? [command, After(command)] : new[] { command })];
    }

    /// <summary>What somebody does to a legacy that was planned a moment ago.</summary>
    private LegacyCommand After(LegacyCommand scheduled)
    {
        var receiver = scheduled.Terms!.Kind == LegacyModel.ToFutureSelf ? scheduled.By : scheduled.Terms.Receivers![0];
        return random.Next(3) switch
        {
            0 => new LegacyCommand(LegacyAction.Cancel, random.Next(2) == 0 ? receiver : scheduled.By) { Plan = scheduled.Plan },
            1 => new LegacyCommand(LegacyAction.Trigger, receiver) { Plan = scheduled.Plan, Place = scheduled.Terms.Place },
            _ => new LegacyCommand(LegacyAction.Revise, scheduled.By) { Plan = scheduled.Plan, Terms = new LegacyTerms([scheduled.Terms.Assets![^1]], null, null) },
        };
    }

    private async Task<(LegacyCommand Command, string Answer)[]> SendAsync(List<LegacyCommand[]> lines)
    {
        var bus = world.System.BusOperator;
        var weather = (Weather)random.Next(3);
        await bus.HoldDeliveriesAsync(held: weather != Weather.Disturbed, disturbed: true);
        var early = weather == Weather.HeldInBetween ? lines.Count / 2 : lines.Count;
        var told = await SendAllAsync(lines[..early]);
        await bus.DoubleAsync(CopiesOf);
        await bus.HoldDeliveriesAsync(held: false, disturbed: true);
        return [.. told, .. await SendAllAsync(lines[early..])];
    }

    private async Task<IEnumerable<(LegacyCommand Command, string Answer)>> SendAllAsync(IEnumerable<LegacyCommand[]> lines) =>
        (await Task.WhenAll(lines.Select(SendLineAsync))).SelectMany(told => told);

    private async Task<IReadOnlyList<(LegacyCommand Command, string Answer)>> SendLineAsync(LegacyCommand[] line)
    {
        var told = new List<(LegacyCommand, string)>();
        foreach (var command in line) told.Add((command, await world.SendAsync(command)));
        return told;
    }

    private IEnumerable<TimeSpan> CopiesOf(string queue)
    {
        for (var copies = random.Next(3); copies > 0; copies--) yield return TimeSpan.FromMilliseconds(random.Next(LatestCopy));
    }

    private async Task CompareAsync((LegacyCommand Command, string Answer)[] told, string because)
    {
        var (assets, plans) = (await LegacyStore.AssetsAsync(world.Stored), await LegacyStore.PlansAsync(world.Stored));
        var before = new LegacyBefore(model);
        foreach (var (command, answer) in told)
        {
            answer.Should().MatchRegex("^(20[14]|40[0-9] .*|422 .*|429 .*)$", $"{because}{command}");
            if (answer[0] == '2') IsTrue(command, plans, $"{because}{command} was answered {answer}");
            model.Register(command, answer);
        }

        model.RegisterCopies(assets.Keys, plans);
        DropUnfinished(assets, told);
        DropPlacesOfCopies(assets, plans);
        assets.Keys.Except(model.Assets.Keys).Should().BeEmpty($"no asset comes from nowhere: {because}");
        model.Assets.Keys.Except(assets.Keys).Should().BeEmpty($"no asset is lost: {because}");
        plans.Keys.Except(model.Plans.Keys).Should().BeEmpty($"no legacy comes from nowhere: {because}");
        model.Plans.Keys.Except(plans.Keys).Should().BeEmpty($"no legacy is lost: {because}");
        using var scope = new FluentAssertions.Execution.AssertionScope(because);
        LegacyInvariants.Hold(assets, plans, model.People);
        LegacyInvariants.HaveReceipts(plans.Values, await LegacyStore.ReceiptsAsync(world.Stored));
        before.ExplainsOwners(assets, plans, told);
        before.ExplainsCancellations(plans, told);
        model.Adopt(assets, plans, await LegacyStore.KeepsAsync(world.Stored));
    }

    /// <summary>An account that goes while it adds an asset may leave one that never gets its file.</summary>
    private void DropUnfinished(Dictionary<string, StoredAsset> assets, (LegacyCommand Command, string Answer)[] told)
    {
        _unfinished.UnionWith(told.Where(entry => entry.Command.Action == LegacyAction.AddAsset && entry.Answer[0] != '2').Select(entry => entry.Command.Asset));
        foreach (var id in _unfinished)
            if (assets.Remove(id, out var asset) && asset.Lifecycle != "removed") asset.Owners.Should().BeSubsetOf(model.People, $"whoever is gone owns nothing: {asset}");
    }

    /// <summary>In place of copies that were given up there is something that nobody sees: none is made later.</summary>
    private static void DropPlacesOfCopies(Dictionary<string, StoredAsset> assets, Dictionary<string, StoredPlan> plans)
    {
        foreach (var plan in plans.Values.Where(plan => plan.IsCopy))
            foreach (var copy in plan.Failed.SelectMany(original => plan.Receivers.Select(receiver => LegacyModel.CopyOf(plan.Id, original, receiver))))
                if (assets.Remove(copy, out var place)) place.Lifecycle.Should().Be("removed", $"what was given up is no asset: {plan}");
    }

    private static void IsTrue(LegacyCommand command, Dictionary<string, StoredPlan> plans, string because)
    {
        if (command.Action is LegacyAction.Schedule or LegacyAction.Revise) plans.Should().ContainKey(command.Plan, because);
        if (command.Action == LegacyAction.Trigger) plans[command.Plan].Lifecycle.Should().Be(ModelPlan.Executed, because);
        if (command.Action == LegacyAction.Cancel && plans[command.Plan].Owner == command.By) plans[command.Plan].Lifecycle.Should().Be(ModelPlan.Canceled, because);
    }
}
