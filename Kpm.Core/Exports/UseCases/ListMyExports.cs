using Kpm.Core.Shared;

namespace Kpm.Core.Exports.UseCases;

/// <summary>Lists the caller's exports but those that were removed, the newest first. Every active user may call it.</summary>
public sealed record ListMyExports(UserId By, PageRequest Page, Timestamp At);

public sealed class ListMyExportsHandler(IExports exports, ExportViews views)
{
    public async Task<Page<ExportView>> HandleAsync(ListMyExports query, CancellationToken cancellationToken)
    {
        var shown = (await exports.ListAsync(query.By, cancellationToken)).Where(export => export.State.Status is not ExportStatus.Removed).ToList();
        var items = new List<ExportView>();
        foreach (var export in shown.Skip(query.Page.Offset).Take(query.Page.Size)) items.Add(await views.OpenAsync(export, query.At, cancellationToken));
        return new Page<ExportView>(items, shown.Count, query.Page.Number, query.Page.Size);
    }
}
