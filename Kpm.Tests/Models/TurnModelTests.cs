using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Core.Assets.Receipt;

namespace Kpm.Tests.Models;

/// <summary>
/// Receivers in turn, whatever happens: claims, declines, keeps that end, waits, clocks that jump and timers that repeat. At most one receives, never out of turn, and nobody is passed
/// over before their wait is over.
/// </summary>
public sealed class TurnModelTests
{
    private const int WaitDays = 3;
    private static readonly UserId[] Receivers = [.. Enumerable.Range(2, 4).Select(AssetWorld.User)];
    private static readonly ReleaseId Release = AssetWorld.ReleaseNo(1);

    /// <summary>What happens next, to whom, and for how many hours.</summary>
    private static readonly Gen<(int Kind, int Who, int Hours)[]> Histories = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[-50, 120]).Array[1, 60];

    [Fact]
    public void Given_any_history_When_receivers_take_turns_Then_one_at_most_receives_in_their_turn_after_the_waits_of_those_before() =>
        Histories.Sample(history => RunAsync(history).GetAwaiter().GetResult(), iter: 2_000); // the fakes answer at once

    private static async Task RunAsync((int Kind, int Who, int Hours)[] history)
    {
        var receipts = new ReceiptWorld();
        var world = receipts.Assets;
        world.AddActiveAsset(1, AssetWorld.Ana);
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = Receivers, Conditions = new ConditionDraft { Type = "date", At = 1 }, InTurn = new TurnDraft(WaitDays) };
        (await world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await world.SettleAsync();
        List<Timestamp> dues = [];
        foreach (var (kind, who, hours) in history)
        {
            var person = Receivers[who];
            if (world.Releases[Release].State.NextCheckAt is { } due && !dues.Contains(due)) dues.Add(due);
            switch (kind)
            {
                case 0 or 1: await ClaimAsync(world, person); break;
                case 2: await world.CancelAsync(1, person); break;
                case 3: if (!world.Keeps.Strangers.Remove(person)) world.Keeps.Strangers.Add(person); break;
                case 4 when dues.Count > 0: await LookAgainAsync(world, dues[^1]); break;
                case 5 or 6: world.Clock.Now += TimeSpan.FromHours(hours); break;
                default: await world.CheckAsync(1); break;
            }

            await world.SettleAsync();
        }

        ShouldHaveTakenTurns(world);
        await ShouldHaveOneReceiptAsync(receipts);
    }

    private static async Task ClaimAsync(AssetWorld world, UserId person)
    {
        var before = world.Releases[Release].State;
        var claimed = await world.TriggerAsync(1, person);
        if (before.Turn?.Receiver != person) claimed.IsFailure.Should().BeTrue("it is not their turn");
    }

    /// <summary>A message of a timer comes once more, when it is of no use.</summary>
    private static Task LookAgainAsync(AssetWorld world, Timestamp due) => due > world.Clock.Now ? Task.CompletedTask : world.CheckDue.HandleAsync(new CheckDueRelease(Release, due), default);

    /// <summary>However often the message about the delivery comes.</summary>
    private static async Task ShouldHaveOneReceiptAsync(ReceiptWorld receipts)
    {
        var delivered = receipts.Assets.Releases.Events.OfType<AssetReleaseDelivered>().ToList();
        foreach (var happened in delivered.Concat(delivered)) await receipts.IssueAsync(happened);
        var executed = receipts.Assets.Releases.Events.OfType<AssetReleased>().ToList();
        receipts.Receipts.All.Select(receipt => string.Join('+', receipt.Receivers)).Should().Equal(executed.Select(happened => string.Join('+', happened.Receivers)), "what was executed has one receipt, for whoever claimed it");
    }

    private static void ShouldHaveTakenTurns(AssetWorld world)
    {
        var told = new Dictionary<UserId, Timestamp>();
        var late = new HashSet<UserId>();
        UserId? turn = null;
        foreach (var happened in world.Releases.Events)
        {
            switch (happened)
            {
                case AssetReleaseClaimable claimable:
                    var next = claimable.Receivers.Should().ContainSingle().Subject;
                    (late.Remove(next) || told.Keys.All(before => Array.IndexOf(Receivers, before) < Array.IndexOf(Receivers, next))).Should().BeTrue("each is told in their order, and again only when they were late");
                    told[next] = happened.At;
                    turn = next;
                    break;
                case AssetReleasePassedOver { Reason: PassReason.Unclaimed } passed:
                    late.Add(passed.Receiver);
                    (happened.At >= told[passed.Receiver] + TimeSpan.FromDays(WaitDays)).Should().BeTrue("the wait is over");
                    break;
                case AssetReleased released:
                    released.Receivers.Should().Equal(turn!.Value);
                    break;
            }
        }

        var state = world.Releases[Release].State;
        world.Releases.Events.OfType<AssetReleased>().Count().Should().Be(state.Lifecycle == Lifecycle.Inactive ? 1 : 0);
        world.Assets[AssetWorld.AssetNo(1)].State.Owners.Should().Equal(state.Lifecycle == Lifecycle.Inactive ? turn!.Value : AssetWorld.Ana);
        if (state.Lifecycle == Lifecycle.Active) (state.NextCheckAt is not null || state.Turn is { IsLast: true }).Should().BeTrue("somebody looks when the wait is over");
    }
}
