using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Faults;

/// <summary>Legacies whose time has come, while timers, clocks, documents and the whole system misbehave: each is executed once, late rather than never.</summary>
public sealed class DueWorkTests(DueWorld world) : IClassFixture<DueWorld>
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public async Task Given_DueLegacies_When_TwoTimersFireAtOnce_Then_EachIsLookedAtAndExecutedOnce()
    {
        var legacies = await PlanAsync(24);
        foreach (var legacy in legacies) await world.Stored.BringForwardReleaseAsync(legacy, 1);
        var handled = await world.System.HandledAsync(DueWorld.Queue);

        await Task.WhenAll(world.System.FireAsync(DueWorld.Timer), world.System.FireAsync(DueWorld.Timer));

        foreach (var legacy in legacies) await world.IsDeliveredAsync(legacy);
        await world.System.BusOperator.AreDrainedAsync();
        (await world.System.HandledAsync(DueWorld.Queue)).Should().Be(handled + legacies.Count, "one message for each");
        foreach (var legacy in legacies) (await world.ExecutionsAsync(legacy)).Should().Be(1);
    }

    [Fact]
    public async Task Given_ALegacyThatCannotBeRead_When_TheTimerFires_Then_ItIsOneFailureAndTheOthersAreExecuted()
    {
        var legacies = await PlanAsync(3);
        foreach (var legacy in legacies) await world.Stored.BringForwardReleaseAsync(legacy, 1);
        await world.Stored.AlterAsync("releases", legacies[1], legacies[1], PatchOperation.Set("/state/conditions/type", "never"));

        await world.System.FireAsync(DueWorld.Timer);

        await world.IsDeliveredAsync(legacies[0]);
        await world.IsDeliveredAsync(legacies[2]);
        await Eventually.IsTrueAsync(async () => await FailuresOfAsync(legacies[1]) == 1, "a failure");
        await world.System.FireAsync(DueWorld.Timer);
        await world.System.BusOperator.AreDrainedAsync();
        (await FailuresOfAsync(legacies[1])).Should().Be(1);

        await world.Stored.AlterAsync("releases", legacies[1], legacies[1], PatchOperation.Set("/state/conditions/type", "date"), PatchOperation.Set("/nextCheckAt", 2));
        await world.System.FireAsync(DueWorld.Timer);
        await world.IsDeliveredAsync(legacies[1]);
    }

    [Fact]
    public async Task Given_ALegacyOfAPersonWhoseKeysAreGone_When_TheTimerFires_Then_ItsAssetFailsAndTheOthersAreDelivered()
    {
        using var lost = await world.JoinAsync("lost");
        await ApiWorld.BefriendAsync(lost, world.Heir);
        var theirs = await world.PlanAsync(lost, await lost.AddAssetAsync("Lost", FileToUpload.Binary(100)));
        var other = (await PlanAsync(1))[0];
        await world.System.BusOperator.AreDrainedAsync();
        foreach (var legacy in new[] { theirs, other }) await world.Stored.BringForwardReleaseAsync(legacy, 1);
        await world.Stored.EraseKeysAsync(lost.UserId);
        await world.System.KillWorkerAsync();

        await world.System.WorkerIdAsync();
        await world.System.FireAsync(DueWorld.Timer);

        await world.IsDeliveredAsync(other);
        await Eventually.GetAsync(() => world.OutcomeAsync(theirs), outcome => outcome == ("inactive", 0, 1), "what nobody can open is not delivered");
    }

    [Fact]
    public async Task Given_AClockThatWasAhead_When_TheLookComesTooEarly_Then_NothingIsExecutedBeforeItsDateAndOnceAfterIt()
    {
        var legacy = (await PlanAsync(1))[0];
        await world.Stored.BringForwardLookAsync(legacy, 1);

        await world.System.FireAsync(DueWorld.Timer);
        await Eventually.GetAsync(() => world.Stored.AggregateAsync("releases", legacy), stored => stored.GetProperty("nextCheckAt").GetInt64() == DueWorld.FarAway + 1, "the right time to look");
        (await world.OutcomeAsync(legacy)).State.Should().Be("active");

        await world.Stored.BringForwardReleaseAsync(legacy, Now - 1);
        await world.System.FireAsync(DueWorld.Timer);
        await world.IsDeliveredAsync(legacy);
        await world.System.BusOperator.AreDrainedAsync();
        (await world.ExecutionsAsync(legacy)).Should().Be(1);
    }

    [Fact]
    public async Task Given_ASystemThatWasDownForAMonth_When_ItRunsAgain_Then_WhatCameDueMeanwhileIsExecutedOnce()
    {
        var legacies = await PlanAsync(5);
        await world.System.BusOperator.AreDrainedAsync();
        await world.System.Functions.KillAsync();
        var monthAgo = Now - (long)Month.TotalMilliseconds;
        foreach (var (number, legacy) in legacies.Index()) await world.Stored.BringForwardReleaseAsync(legacy, monthAgo + (number * 86_400_000L));

        await world.System.Functions.StartAgainAsync();
        await world.System.WorkerIdAsync();
        for (var i = 0; i < 2; i++) await world.System.FireAsync(DueWorld.Timer);

        foreach (var legacy in legacies) await world.IsDeliveredAsync(legacy);
        await world.System.BusOperator.AreDrainedAsync();
        foreach (var legacy in legacies) (await world.ExecutionsAsync(legacy)).Should().Be(1);
    }

    /// <summary>Legacies of the giver, each with an asset of its own.</summary>
    private async Task<IReadOnlyList<string>> PlanAsync(int count)
    {
        var legacies = new List<string>();
        for (var i = 0; i < count; i++) legacies.Add(await world.PlanAsync(world.Giver, await world.Giver.AddAssetAsync("Shared", FileToUpload.Binary(100))));
        await world.System.BusOperator.AreDrainedAsync();
        return legacies;
    }

    private async Task<int> FailuresOfAsync(string legacy) =>
        (await world.Stored.FailuresAsync()).Count(failure => failure.GetProperty("queue").GetString() == DueWorld.Queue && failure.GetProperty("message").GetString()!.Contains(legacy, StringComparison.Ordinal));
}
