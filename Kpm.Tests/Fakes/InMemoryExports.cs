using Kpm.Core.Exports;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Stores exports in memory.</summary>
public sealed class InMemoryExports() : InMemoryRepository<Export, ExportId, ExportState>(Export.Load), IExports
{
    public async Task<Export?> FindAsync(UserId owner, ExportId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } found && found.State.Owner == owner ? found : null;

    public async Task<IReadOnlyList<Export>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        return [.. All.Where(export => export.State.Owner == owner).OrderByDescending(export => export.State.CreatedTs).ThenBy(export => export.Id.Value)];
    }
}
