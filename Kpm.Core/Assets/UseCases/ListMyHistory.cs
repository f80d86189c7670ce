using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists what happened to the caller's legacies and to those that are for the caller. Every active user may call it, for their own history.</summary>
public sealed record ListMyHistory(UserId By, PageRequest Page);

public sealed class ListMyHistoryHandler(IHistoryStore history, IContentSealer sealer)
{
    public async Task<Page<OpenedHistoryEntry>> HandleAsync(ListMyHistory query, CancellationToken cancellationToken)
    {
        var page = await history.PageAsync(query.By, query.Page, cancellationToken);
        var opened = new List<OpenedHistoryEntry>(page.Items.Count);
        foreach (var entry in page.Items)
            opened.Add(new OpenedHistoryEntry(entry, await sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(query.By, entry.Id), entry.Sealed, query.By, cancellationToken)));
        return new Page<OpenedHistoryEntry>(opened, page.Total, page.Number, page.Size);
    }
}
