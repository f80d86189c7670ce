using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Receipt;

/// <summary>Receipts over fakes: a legacy of Ana's for Ben and Cleo, with two assets.</summary>
internal sealed class ReceiptWorld
{
    private static readonly ImmutableArray<byte> Secret = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    public ReceiptWorld()
    {
        History = new InMemoryHistory(Assets.Sealer);
        Book = new HistoryBook(History, Assets.Sealer, Assets.Clock);
        Sign = new SignHistoryHandler(History, Heads, Signer, Assets.Clock);
        Issue = new IssueReceipt(Assets.Releases, Assets.Assets, Receipts, History, Book, Sign, Signer, Assets.Clock);
        var bundles = new ReceiptBundles(History, Heads, Signer, Assets.Sealer);
        Get = new GetReceiptHandler(Receipts, Assets.Releases, bundles);
        Verify = new VerifyMyHistoryHandler(History, Heads, Receipts, Signer, Assets.Sealer);
    }

    public static ReleaseId Legacy => AssetWorld.ReleaseNo(1);

    public AssetWorld Assets { get; } = new();

    public InMemoryHistory History { get; }

    public InMemoryReceipts Receipts { get; } = new();

    public InMemorySignedHeads Heads { get; } = new();

    public FakeSigner Signer { get; } = new();

    public HistoryBook Book { get; }

    public SignHistoryHandler Sign { get; }

    public IssueReceipt Issue { get; }

    public GetReceiptHandler Get { get; }

    public VerifyMyHistoryHandler Verify { get; }

    public async Task DeliverAsync()
    {
        Assets.AddActiveAsset(1, AssetWorld.Ana);
        Assets.AddActiveAsset(2, AssetWorld.Ana);
        await Assets.ScheduleAsync(1, [AssetWorld.AssetNo(1), AssetWorld.AssetNo(2)], receivers: [AssetWorld.Ben, AssetWorld.Cleo]);
        await Assets.SettleAsync();
        await Assets.TriggerAsync(1, AssetWorld.Cleo);
        await Assets.SettleAsync();
        await TellAsync(AssetWorld.Ana, 1);
    }

    /// <summary>Something happened to somebody.</summary>
    public Task TellAsync(UserId person, int number) =>
        Book.AppendAsync(person, new HistoryStep($"step {number}", new Timestamp(number), new HistoryContent { Kind = HistoryKind.LegacyReady }), default);

    public Task IssueAsync() => IssueAsync(Assets.Releases.Events.OfType<AssetReleaseDelivered>().Single());

    public Task IssueAsync(AssetReleaseDelivered delivered) => Issue.HandleAsync(delivered, Secret, default);

    public async Task<HistoryFault?> FaultAsync(UserId person) => (await Verify.HandleAsync(new VerifyMyHistory(person), default)).Fault;
}
