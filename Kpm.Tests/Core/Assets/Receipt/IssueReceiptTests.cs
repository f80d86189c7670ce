using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Signing;

namespace Kpm.Tests.Core.Assets.Receipt;

/// <summary>What a receipt says, where it is told, and what a repeat does.</summary>
public sealed class IssueReceiptTests
{
    private readonly ReceiptWorld _world = new();

    [Fact]
    public async Task Given_ADeliveredLegacy_When_ItsReceiptIsIssued_Then_ItSaysWhoWhatAndWhy()
    {
        await _world.DeliverAsync();
        var head = (await _world.History.FindHeadAsync(AssetWorld.Ana, default))!;

        await _world.IssueAsync();

        var stored = _world.Receipts.All.Should().ContainSingle().Subject;
        var receipt = (await _world.Signer.TryReadAsync<Kpm.Core.Assets.Receipt>(StatementTypes.Receipt, stored.Signed, default))!;
        (receipt.Legacy, receipt.Giver, receipt.Bequest, receipt.ExecutedBy, receipt.ExecutedTs).Should().Be((ReceiptWorld.Legacy, AssetWorld.Ana, BequestType.Gift, AssetWorld.Cleo.ToString(), AssetWorld.Now));
        receipt.Receivers.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        receipt.Assets.Select(asset => (asset.Asset, asset.Outcome, asset.Commitment is not null)).Should().Equal((AssetWorld.AssetNo(1), ReceiptOutcome.Delivered, true), (AssetWorld.AssetNo(2), ReceiptOutcome.Delivered, true));
        receipt.Met.Should().ContainSingle().Which.SinceTs.Should().Be(new Timestamp(2));
        (receipt.GiverHead, stored.GiverSequence).Should().Be((head.Hash, head.Sequence));
    }

    [Fact]
    public async Task Given_AReceipt_When_Issued_Then_EveryHistoryTellsItIsSignedAndOnlyThereIsTheSecret()
    {
        await _world.DeliverAsync();
        await _world.IssueAsync();

        var stored = _world.Receipts.All.Single();
        stored.IsTold.Should().BeTrue();
        foreach (var person in new[] { AssetWorld.Ana, AssetWorld.Ben, AssetWorld.Cleo })
        {
            var entry = _world.History.Of(person)[^1];
            entry.Receipt.Should().Be(stored.Digest);
            _world.Heads.Of(person).Should().ContainSingle().Which.Hash.Should().Be(entry.Hash);
            (await _world.History.FindHeadAsync(person, default))!.SignAt.Should().BeNull();
            (await _world.Get.HandleAsync(new GetReceipt(ReceiptWorld.Legacy, person), default)).Value.Salts.Should().HaveCount(2);
            (await _world.FaultAsync(person)).Should().BeNull();
        }
    }

    [Fact]
    public async Task Given_AReceipt_When_ItIsIssuedAgain_Then_NothingChanges()
    {
        await _world.DeliverAsync();
        await _world.IssueAsync();
        var (before, signatures) = (_world.Receipts.All.Single(), _world.Signer.Signatures);

        await _world.IssueAsync();

        (_world.Receipts.All.Single(), _world.Signer.Signatures).Should().Be((before, signatures));
        _world.History.Of(AssetWorld.Ben).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_ACrashInBetween_When_ItIsIssuedAgain_Then_ItGoesOnWithTheReceiptThatIsThere()
    {
        await _world.DeliverAsync();
        var accesses = 0;
        _world.History.BeforeAccess = () => ++accesses == 4 ? throw new TimeoutException() : Task.CompletedTask;
        await FluentActions.Awaiting(_world.IssueAsync).Should().ThrowAsync<TimeoutException>();
        var first = _world.Receipts.All.Single();
        (first.IsTold, (await _world.Get.HandleAsync(new GetReceipt(ReceiptWorld.Legacy, AssetWorld.Ana), default)).Error).Should().Be((false, new ReceiptNotIssued()));

        await _world.IssueAsync();

        _world.Receipts.All.Single().Signed.Should().Be(first.Signed);
        foreach (var person in new[] { AssetWorld.Ana, AssetWorld.Ben, AssetWorld.Cleo }) _world.History.Of(person).Count(entry => entry.Receipt == first.Digest).Should().Be(1);
    }

    [Fact]
    public async Task Given_TheGiver_When_TheirHistoryWentOnBeforeTheReceiptWasTold_Then_TheBundleBeginsWhereTheReceiptSays()
    {
        await _world.DeliverAsync();
        await _world.IssueAsync();
        await _world.TellAsync(AssetWorld.Ana, 2);
        await _world.Sign.HandleAsync(new SignHistory(AssetWorld.Ana), default);

        var bundle = (await _world.Get.HandleAsync(new GetReceipt(ReceiptWorld.Legacy, AssetWorld.Ana), default)).Value;

        bundle.Before.Sequence.Should().Be(1);
        bundle.Entries.Select(entry => entry.Sequence).Should().Equal(2);
        (await _world.Get.HandleAsync(new GetReceipt(ReceiptWorld.Legacy, AssetWorld.User(9)), default)).Error.Should().BeOfType<Forbidden>();
    }
}
