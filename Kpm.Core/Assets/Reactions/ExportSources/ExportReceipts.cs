using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions.ExportSources;

/// <summary>Exports the receipts that the history of the person tells of, each with what verifies it.</summary>
public sealed class ExportReceipts(IHistoryStore history, IReceipts receipts, ReceiptBundles bundles, IContentSealer sealer) : IExportSource
{
    public async Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken)
    {
        await foreach (var entry in history.ReadAsync(person, cancellationToken))
        {
            if (entry.Receipt is null) continue;
            if (await TryFindAsync(person, entry, cancellationToken) is not { } receipt) writer.NameMissing($"receipts/{entry.Receipt}.json", "content_damaged");
            else if (await bundles.TryMakeAsync(receipt, person, cancellationToken) is { } bundle) await writer.AddDocumentAsync($"receipts/{receipt.Release}.json", bundle, cancellationToken);
        }
    }

    private async Task<StoredReceipt?> TryFindAsync(UserId person, HistoryEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var content = await sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, cancellationToken);
            return content.Legacy is { } legacy ? await receipts.FindAsync(legacy, cancellationToken) : null;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}
