using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Signing;
using Kpm.Tests.Core.Assets.Receipt;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>A message about a delivery comes twice, and between the two another plan takes hold of the asset, or lets go: what is told and signed of the delivery is what became of it.</summary>
public sealed class DeliveredTwiceTests
{
    private const int MostAccesses = 14;
    private const int Repeats = 5;
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly DeliverAsset Delivery = new(ReceiptWorld.Legacy, One);
    private static readonly UserId[] Receivers = [AssetWorld.Ben, AssetWorld.Cleo];

    [Theory]
    [InlineData("gift", true)]
    [InlineData("gift", false)]
    [InlineData("copy", true)]
    [InlineData("copy", false)]
    public async Task Given_a_plan_that_does_not_hide_When_another_takes_or_lets_go_between_two_tries_Then_receipt_and_assets_agree(string bequest, bool isHeldAtFirst)
    {
        for (var access = 1; access <= MostAccesses; access++)
        {
            var world = await ExecutedAsync(bequest, isHeldAtFirst);
            BeforeAccess(world.Assets, access, () => isHeldAtFirst ? LetGoAsync(world.Assets) : TakeAsync(world.Assets));
            await RepeatedAsync(() => world.Assets.DeliverAsync(Delivery));
            world.Assets.Releases.BeforeAccess = world.Assets.Assets.BeforeAccess = () => Task.CompletedTask;

            // The message about the delivered asset may be later than that about the legacy.
            var isTold = world.Assets.Releases.Events.OfType<AssetReleaseDelivered>().Any();
            if (isTold) await world.IssueAsync();
            await world.Assets.SettleAsync();
            if (!isTold) await world.IssueAsync();

            await ShouldAgreeAsync(world, bequest, $"the other came before access {access}");
        }
    }

    [Fact]
    public async Task Given_a_delivery_that_failed_When_what_was_in_the_way_is_gone_Then_it_is_not_delivered_and_the_owner_may_plan_anew()
    {
        var world = (await ExecutedAsync("gift", isHeldAtFirst: true)).Assets;
        await world.DeliverAsync(Delivery);
        await LetGoAsync(world);
        await world.SettleAsync();

        world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ana);
        await world.ScheduleAsync(3, [One]);
        await world.SettleAsync();
        world.Assets[One].State.HeldBy.Should().Be(AssetWorld.ReleaseNo(3));
    }

    [Fact]
    public void Given_a_delivery_of_before_downloads_were_noted_When_another_gave_up_Then_it_still_stays_for_that_reason()
    {
        var world = new AssetWorld();
        var delivered = world.AddActiveAsset(1, AssetWorld.Ana);
        var asset = Asset.Load(One, delivered.State with { DeliveredBy = [ReceiptWorld.Legacy] }, delivered.Version);
        asset.RefuseDelivery(AssetWorld.ReleaseNo(2), AssetWorld.Now);
        asset.ObstacleTo(ReceiptWorld.Legacy).Should().Be(RevocationResult.Unknown);
    }

    /// <summary>A legacy that leaves its asset visible, executed and not delivered, and one that holds the asset.</summary>
    private static async Task<ReceiptWorld> ExecutedAsync(string bequest, bool isHeldAtFirst)
    {
        var world = new ReceiptWorld();
        world.Assets.AddActiveAsset(1, AssetWorld.Ana);
        var draft = new ReleaseDraft { Name = "For you", Assets = [One], Receivers = Receivers, BequestType = bequest, Conditions = new ConditionDraft { Type = "always" } };
        (await world.Assets.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        if (isHeldAtFirst) await world.Assets.ScheduleAsync(2, [One]);
        await world.Assets.SettleAsync();
        (await world.Assets.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        return world;
    }

    /// <summary>Once, before one access of the first try, the other plan and a second try are faster.</summary>
    private static void BeforeAccess(AssetWorld world, int access, Func<Task> other)
    {
        var accesses = 0;
        world.Releases.BeforeAccess = world.Assets.BeforeAccess = async () =>
        {
            if (++accesses != access) return;
            await other();
            await RepeatedAsync(() => world.DeliverAsync(Delivery));
        };
    }

    private static async Task TakeAsync(AssetWorld world)
    {
        if (!(await world.ScheduleAsync(2, [One])).IsFailure) await world.TakeHolds.HandleAsync(AssetWorld.ReleaseNo(2), default);
    }

    private static async Task LetGoAsync(AssetWorld world)
    {
        await world.CancelAsync(2, AssetWorld.Ana);
        await world.LetGoHolds.HandleAsync(world.Releases.Events.OfType<AssetReleaseCanceled>().Single(), default);
    }

    /// <summary>As queues do: what lost a race comes again.</summary>
    private static async Task RepeatedAsync(Func<Task> message)
    {
        for (var repeat = 0; ; repeat++)
        {
            try
            {
                await message();
                return;
            }
            catch (ConcurrencyConflictException) when (repeat < Repeats)
            {
                // It comes again.
            }
        }
    }

    private static async Task ShouldAgreeAsync(ReceiptWorld world, string bequest, string because)
    {
        var release = world.Assets.Releases[ReceiptWorld.Legacy];
        var isDelivered = release.State.Delivered.Contains(One);
        if (bequest == "gift") world.Assets.Assets[One].WasDeliveredBy(release.Id).Should().Be(isDelivered, because);
        else Receivers.Count(receiver => HasCopy(world.Assets, receiver)).Should().Be(isDelivered ? Receivers.Length : 0, because);

        var told = world.Assets.Releases.Events.OfType<AssetReleaseDelivered>().Single();
        (told.Delivered.Contains(One), told.Failed.Contains(One)).Should().Be((isDelivered, !isDelivered), because);
        var receipt = (await world.Signer.TryReadAsync<Kpm.Core.Assets.Receipt>(StatementTypes.Receipt, world.Receipts.All.Single().Signed, default))!;
        receipt.Assets.Single().Outcome.Should().Be(isDelivered ? ReceiptOutcome.Delivered : ReceiptOutcome.NotDelivered, because);
    }

    private static bool HasCopy(AssetWorld world, UserId receiver) =>
        world.Assets.All.Any(asset => asset.Id == AssetCopies.IdOf(ReceiptWorld.Legacy, One, receiver) && asset.State.Lifecycle == Lifecycle.Active);
}
