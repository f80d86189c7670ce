using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// A release was delivered: its receipt is signed and kept, told in the history of each of its people, and the ends of these histories are
/// signed. What is kept counts: a repeat goes on with the receipt that is there.
/// </summary>
public sealed class IssueReceipt(IReleases releases, IAssets assets, IReceipts receipts, IHistoryStore histories, IHistory history, SignHistoryHandler sign, ISigner signer, IClock clock)
{
    /// <param name="happened">The event.</param>
    /// <param name="secret">32 random bytes, for a receipt that is not there yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HandleAsync(AssetReleaseDelivered happened, ImmutableArray<byte> secret, CancellationToken cancellationToken)
    {
        if (await receipts.FindAsync(happened.Release, cancellationToken) is not { } receipt)
        {
            await receipts.AddAsync(await MakeAsync(happened, secret, cancellationToken), cancellationToken);
            receipt = await receipts.FindAsync(happened.Release, cancellationToken) ?? throw new ConcurrencyConflictException();
        }

        if (receipt.IsTold) return;
        await TellAsync(receipt, cancellationToken);
        await receipts.MarkToldAsync(receipt, cancellationToken);
    }

    private async Task TellAsync(StoredReceipt receipt, CancellationToken cancellationToken)
    {
        var content = new HistoryContent { Kind = HistoryKind.ReceiptIssued, By = AssetRelease.Keepem, Legacy = receipt.Release, ReceiptSecret = receipt.Secret };
        var step = new HistoryStep(StoredReceipt.CauseOf(receipt.Release), receipt.IssuedTs, content) { Receipt = receipt.Digest };
        foreach (var person in receipt.Parties)
        {
            await history.AppendAsync(person, step, cancellationToken);
            await sign.HandleAsync(new SignHistory(person), cancellationToken);
        }
    }

    private async Task<StoredReceipt> MakeAsync(AssetReleaseDelivered happened, ImmutableArray<byte> secret, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(happened.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        var head = await histories.FindHeadAsync(release.State.Owner, cancellationToken) ?? HistoryChain.Start(release.State.Owner);
        var receipt = new Receipt
        {
            Legacy = release.Id,
            Giver = release.State.Owner,
            Receivers = release.Recipients,
            PassedOver = release.State.InTurn is null ? release.State.PassedOver : [], // whoever claims in turn does not learn of the others
            Bequest = release.State.Bequest,
            ExecutedBy = release.State.Execution?.By,
            ExecutedTs = release.State.Execution?.At,
            Met = [.. (release.State.Execution?.Met ?? []).Select(leaf => new ReceiptEvidence(leaf.Leaf, leaf.Since, leaf.Grade, leaf.By))],
            Assets = await AssetsOfAsync(release, secret, cancellationToken),
            DeliveredTs = happened.At,
            GiverHead = head.Hash,
            IssuedTs = clock.Now,
        };
        var signed = await signer.SignAsync(StatementTypes.Receipt, receipt, cancellationToken);
        return new StoredReceipt(release.Id, receipt.Giver, receipt.Receivers, head.Sequence, receipt.IssuedTs, signed, secret);
    }

    private async Task<ImmutableArray<ReceiptAsset>> AssetsOfAsync(AssetRelease release, ImmutableArray<byte> secret, CancellationToken cancellationToken)
    {
        var listed = ImmutableArray.CreateBuilder<ReceiptAsset>(release.State.Assets.Length);
        foreach (var id in release.State.Assets)
        {
            var isDelivered = release.State.Delivered.Contains(id);
            var file = isDelivered ? (await assets.FindAsync(id, cancellationToken))?.State.File : null;
            listed.Add(new ReceiptAsset(id, isDelivered ? ReceiptOutcome.Delivered : ReceiptOutcome.NotDelivered, file is null ? null : Commitments.Of(secret.AsSpan(), id, file.Sha256)));
        }

        return listed.MoveToImmutable();
    }
}
