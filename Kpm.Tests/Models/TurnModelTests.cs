using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets;
using Kpm.Tests.Core.Assets.Receipt;

namespace Kpm.Tests.Models;

/// <summary>
/// Receivers in turn, whatever happens: claims, declines, keeps that end, waits, clocks that jump and timers that repeat. At most one receives, never out of turn, and nobody is passed
/// over before their wait is over. Once all waits are, whoever was only late can claim again, and is told so once.
/// </summary>
public sealed class TurnModelTests
{
    private const int WaitDays = 3;

    /// <summary>Each of the four is told in their turn, again when they were late, and at most once more for each who is dropped.</summary>
    private const int MostMails = 14;

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
        var mayClaim = before.Lifecycle switch
        {
            Lifecycle.Active => before.HoldsConfirmed && before.Receivers.Contains(person) && !world.Keeps.Strangers.Contains(person)
                && (before.Turn?.Receiver == person || before.Passed.Any(passed => passed is { AgainSince: not null, Reason: PassReason.Unclaimed } && passed.Receiver == person)),
            Lifecycle.Inactive => before.Execution!.By == person.ToString(),
            _ => false,
        };
        (await world.TriggerAsync(1, person)).IsFailure.Should().Be(!mayClaim);
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
        var (late, again) = (new HashSet<UserId>(), new HashSet<UserId>());
        UserId? turn = null;
        UserId? claimer = null;
        var events = world.Releases.Events;
        for (var i = 0; i < events.Count; i++)
        {
            switch (events[i])
            {
                case AssetReleaseClaimable claimable when i + 1 < events.Count && events[i + 1] is AssetReleaseUnclaimed over && over.At == claimable.At:
                    foreach (var receiver in claimable.Receivers) (late.Contains(receiver) && again.Add(receiver)).Should().BeTrue("they were late, and are told once");
                    break;
                case AssetReleaseClaimable claimable:
                    var next = claimable.Receivers.Should().ContainSingle().Subject;
                    (late.Remove(next) || told.Keys.All(before => Array.IndexOf(Receivers, before) < Array.IndexOf(Receivers, next))).Should().BeTrue("each is told in their order, and again only when they were late");
                    told[next] = claimable.At;
                    turn = next;
                    break;
                case AssetReleaseUnclaimed unclaimed:
                    (unclaimed.At >= told[turn!.Value] + TimeSpan.FromDays(WaitDays)).Should().BeTrue("the last wait is over");
                    break;
                case AssetReleasePassedOver { Reason: PassReason.Unclaimed } passed:
                    late.Add(passed.Receiver);
                    (passed.At >= told[passed.Receiver] + TimeSpan.FromDays(WaitDays)).Should().BeTrue("the wait is over");
                    break;
                case AssetReleasePassedOver passed:
                    late.Remove(passed.Receiver);
                    again.Remove(passed.Receiver);
                    if (turn == passed.Receiver) turn = null;
                    break;
                case AssetReleased released:
                    claimer = released.Receivers.Should().ContainSingle().Subject;
                    (claimer == turn || again.Contains(claimer.Value)).Should().BeTrue("it is their turn, or every wait is over");
                    break;
            }
        }

        var state = world.Releases[Release].State;
        world.Releases.Events.OfType<AssetReleased>().Count().Should().Be(state.Lifecycle == Lifecycle.Inactive ? 1 : 0);
        world.Assets[AssetWorld.AssetNo(1)].State.Owners.Should().Equal(state.Lifecycle == Lifecycle.Inactive ? claimer!.Value : AssetWorld.Ana);
        world.Releases.Events.OfType<AssetReleaseClaimable>().Sum(claimable => claimable.Receivers.Length).Should().BeLessThanOrEqualTo(MostMails, "nobody is told again and again");
        if (state.Lifecycle == Lifecycle.Active) (state.NextCheckAt is not null || state.Turn is { IsLast: true }).Should().BeTrue("somebody looks when the wait is over");
    }
}
