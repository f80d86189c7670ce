using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Verifies the caller's history: every link of the chain, every signed head, every receipt that it tells of. Every active user may call it, for their own history.</summary>
public sealed record VerifyMyHistory(UserId By);

public sealed class VerifyMyHistoryHandler(IHistoryStore history, ISignedHeads heads, IReceipts receipts, ISignatures signatures, IContentSealer sealer)
{
    private const int Attempts = 16;

    public async Task<HistoryReport> HandleAsync(VerifyMyHistory query, CancellationToken cancellationToken)
    {
        // What is signed comes first: every entry that it covers is there already.
        var signed = new Queue<SignedHead>();
        await foreach (var head in heads.ReadAsync(query.By, cancellationToken)) signed.Enqueue(head);
        var walk = new Walk(this, query.By, signed);
        await foreach (var entry in history.ReadAsync(query.By, cancellationToken))
            if (!await walk.TakeAsync(entry, cancellationToken)) break;

        var stored = await history.FindHeadAsync(query.By, cancellationToken);
        for (var attempt = 0; attempt < Attempts && walk.Fault is null && stored?.Sequence > walk.End.Sequence; attempt++)
        {
            // Something was appended meanwhile.
            foreach (var entry in await history.RangeAsync(query.By, walk.End.Sequence + 1, stored.Sequence, cancellationToken))
                if (!await walk.TakeAsync(entry, cancellationToken)) break;
            stored = await history.FindHeadAsync(query.By, cancellationToken);
        }

        return walk.Finish(stored);
    }

    private async Task<HistoryFlaw?> FlawOfAsync(UserId person, SignedHead head, HistoryEntry entry, CancellationToken cancellationToken)
    {
        var stated = await signatures.TryReadAsync<HistoryHeadStatement>(StatementTypes.HistoryHead, head.Signed, cancellationToken);
        if (stated is null || stated.Person != person || stated.Sequence != head.Sequence) return HistoryFlaw.SignedHeadInvalid;
        return stated.Hash == entry.Hash ? null : HistoryFlaw.SignedHeadDiffers;
    }

    private async Task<HistoryFlaw?> FlawOfReceiptAsync(UserId person, HistoryEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var content = await sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, cancellationToken);
            if (content.Legacy is not { } legacy || await receipts.FindAsync(legacy, cancellationToken) is not { } receipt) return HistoryFlaw.ReceiptMissing;
            if (receipt.Digest != entry.Receipt) return HistoryFlaw.ReceiptDiffers;
            return await signatures.TryReadAsync<Receipt>(StatementTypes.Receipt, receipt.Signed, cancellationToken) is null ? HistoryFlaw.ReceiptInvalid : null;
        }
        catch (SealBrokenException)
        {
            return HistoryFlaw.EntryUnreadable;
        }
    }

    /// <summary>Goes along the chain until something is wrong.</summary>
    private sealed class Walk(VerifyMyHistoryHandler handler, UserId person, Queue<SignedHead> signed)
    {
        private SignedHead? _lastSigned;
        private int _signedHeads;
        private int _receipts;

        public HistoryHead End { get; private set; } = HistoryChain.Start(person);

        public HistoryFault? Fault { get; private set; }

        /// <returns>False when something is wrong.</returns>
        public async Task<bool> TakeAsync(HistoryEntry entry, CancellationToken cancellationToken)
        {
            Fault = HistoryChain.FaultOf(End, entry);
            if (Fault is not null) return false;
            while (signed.TryPeek(out var head) && head.Sequence <= entry.Sequence)
            {
                if (head.Sequence < entry.Sequence) return Fail(HistoryFlaw.SignedHeadInvalid, head.Sequence);
                if (await handler.FlawOfAsync(person, head, entry, cancellationToken) is { } flaw) return Fail(flaw, entry.Sequence);
                (_lastSigned, _signedHeads) = (signed.Dequeue(), _signedHeads + 1);
            }

            if (entry.Receipt is not null)
            {
                if (await handler.FlawOfReceiptAsync(person, entry, cancellationToken) is { } flaw) return Fail(flaw, entry.Sequence);
                _receipts++;
            }

            End = new HistoryHead(entry.Sequence, entry.Hash);
            return true;
        }

        public HistoryReport Finish(HistoryHead? stored)
        {
            Fault ??= signed.Count > 0 ? new HistoryFault(HistoryFlaw.EntryMissing, End.Sequence + 1) : HistoryChain.FaultOfEnd(End, stored);
            return new HistoryReport(End.Sequence, stored, Fault, _signedHeads, _lastSigned, _receipts);
        }

        private bool Fail(HistoryFlaw flaw, long sequence)
        {
            Fault = new HistoryFault(flaw, sequence);
            return false;
        }
    }
}
