using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Assets;

/// <summary>Puts together what verifies a receipt.</summary>
public sealed class ReceiptBundles(IHistoryStore history, ISignedHeads heads, ISignatures signatures, IContentSealer sealer)
{
    /// <returns>Null when the history of this person does not tell of the receipt, or not up to a signed head.</returns>
    public async Task<ReceiptBundle?> TryMakeAsync(StoredReceipt receipt, UserId person, CancellationToken cancellationToken)
    {
        if (await history.FindAsync(person, receipt.EntryOf(person), cancellationToken) is not { } told) return null;
        if (await heads.FindFromAsync(person, told.Sequence, cancellationToken) is not { } head) return null;

        // The giver's begins where the receipt says that it goes onto; that of others at the entry that tells of it.
        var before = person == receipt.Giver ? receipt.GiverSequence : told.Sequence - 1;
        var entries = await history.RangeAsync(person, before, head.Sequence, cancellationToken);
        var start = before == 0 ? HistoryChain.Start(person).Hash : entries[0].Hash;
        return new ReceiptBundle(
            person,
            receipt.Signed,
            await SaltsAsync(receipt, person, told, cancellationToken),
            new ReceiptStart(before, start),
            [.. entries.Where(entry => entry.Sequence > before).Select(ReceiptLink.Of)],
            head.Signed,
            new PublicKeySet(await signatures.ListKeysAsync([receipt.Signed, head.Signed], cancellationToken)));
    }

    private async Task<ImmutableArray<ReceiptSalt>> SaltsAsync(StoredReceipt receipt, UserId person, HistoryEntry told, CancellationToken cancellationToken)
    {
        var stated = await signatures.TryReadAsync<Receipt>(StatementTypes.Receipt, receipt.Signed, cancellationToken);
        var committed = (stated?.Assets ?? []).Where(asset => asset.Commitment is not null);
        try
        {
            var secret = (await sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, told.Id), told.Sealed, person, cancellationToken)).ReceiptSecret;
            return [.. committed.Select(asset => new ReceiptSalt(asset.Asset, Commitments.SaltOf(secret.AsSpan(), asset.Asset)))];
        }
        catch (SealBrokenException)
        {
            return [];
        }
    }
}
