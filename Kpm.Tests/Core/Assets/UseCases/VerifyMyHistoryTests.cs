using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;
using Kpm.Tests.Core.Assets.Receipt;

namespace Kpm.Tests.Core.Assets.UseCases;

/// <summary>What is found of histories that are not what they were.</summary>
public sealed class VerifyMyHistoryTests
{
    private static readonly UserId Ana = AssetWorld.Ana;
    private readonly ReceiptWorld _world = new();

    [Fact]
    public async Task Given_NoHistory_When_Verified_Then_ItIsIntact()
    {
        var report = await _world.Verify.HandleAsync(new VerifyMyHistory(Ana), default);

        report.Should().Be(new HistoryReport(0, null, null, 0, null, 0));
    }

    [Fact]
    public async Task Given_AHistoryThatGoesOnMeanwhile_When_Verified_Then_ItIsIntact()
    {
        await TellAsync(3);
        _world.History.BeforeAccess = async () =>
        {
            _world.History.BeforeAccess = () => Task.CompletedTask;
            await _world.TellAsync(Ana, 4);
        };

        (await _world.FaultAsync(Ana)).Should().BeNull();
    }

    [Fact]
    public async Task Given_SignedHeads_When_Verified_Then_TheyAreCountedAndTheLastIsTold()
    {
        await TellAsync(2);
        await SignAsync();
        await _world.TellAsync(Ana, 3);
        await SignAsync();
        await SignAsync();
        await _world.TellAsync(Ana, 4);

        var report = await _world.Verify.HandleAsync(new VerifyMyHistory(Ana), default);

        (report.Verified, report.SignedHeads, report.LastSigned!.Sequence, report.Fault).Should().Be((4, 2, 3, null));
    }

    [Fact]
    public async Task Given_ASignedHeadOfSomebodyElse_When_Verified_Then_ThatIsFound()
    {
        await TellAsync(2);
        await _world.TellAsync(AssetWorld.Ben, 1);
        await _world.TellAsync(AssetWorld.Ben, 2);
        await _world.Sign.HandleAsync(new SignHistory(AssetWorld.Ben), default);
        _world.Heads.Put(Ana, _world.Heads.Of(AssetWorld.Ben).Single());

        (await _world.FaultAsync(Ana)).Should().Be(new HistoryFault(HistoryFlaw.SignedHeadInvalid, 2));
    }

    [Fact]
    public async Task Given_ASignedHeadOfAnotherChain_When_Verified_Then_ThatIsFound()
    {
        await TellAsync(2);
        var statement = new HistoryHeadStatement(Ana, 2, new string('a', 64), AssetWorld.Now);
        _world.Heads.Put(Ana, new SignedHead(2, statement.Hash, AssetWorld.Now, await _world.Signer.SignAsync(StatementTypes.HistoryHead, statement, default)));

        (await _world.FaultAsync(Ana)).Should().Be(new HistoryFault(HistoryFlaw.SignedHeadDiffers, 2));
    }

    [Fact]
    public async Task Given_ASignedHeadBehindTheEnd_When_Verified_Then_AnEntryIsMissing()
    {
        await TellAsync(2);
        var statement = new HistoryHeadStatement(Ana, 3, new string('a', 64), AssetWorld.Now);
        _world.Heads.Put(Ana, new SignedHead(3, statement.Hash, AssetWorld.Now, await _world.Signer.SignAsync(StatementTypes.HistoryHead, statement, default)));

        (await _world.FaultAsync(Ana)).Should().Be(new HistoryFault(HistoryFlaw.EntryMissing, 3));
    }

    [Fact]
    public async Task Given_AReceipt_When_ItIsAnotherOrGone_Then_ThatIsFound()
    {
        await _world.DeliverAsync();
        await _world.IssueAsync();
        var receipt = _world.Receipts.All.Single();

        _world.Receipts.Put(receipt with { Signed = "another" });
        (await _world.FaultAsync(Ana)).Should().Be(new HistoryFault(HistoryFlaw.ReceiptDiffers, 2));
        _world.Receipts.Lose(receipt.Release);
        (await _world.FaultAsync(Ana)).Should().Be(new HistoryFault(HistoryFlaw.ReceiptMissing, 2));
    }

    private async Task TellAsync(int steps)
    {
        for (var number = 1; number <= steps; number++) await _world.TellAsync(Ana, number);
    }

    private Task SignAsync() => _world.Sign.HandleAsync(new SignHistory(Ana), default);
}
