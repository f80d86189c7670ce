using Kpm.Core.Exports;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Exports, in container <c>exports</c>; each in the partition of its owner.</summary>
internal sealed class ExportStore(AggregateStore<Export, ExportId, ExportState> store) : IExports
{
    private const int MaximumListed = 1000;

    /// <summary>How long the owner can still read how an export ended.</summary>
    private const int ClearedIsKeptSeconds = 30 * 24 * 3600;

    public static AggregateMapping<Export, ExportId, ExportState> Mapping { get; } = new("exports", "export", Export.Load)
    {
        PartitionKey = (_, state) => state.Owner.ToString(),
        NextCheckAt = state => state.NextCheckAt,
        TimeToLiveSeconds = (state, _) => state.NextCheckAt is null ? ClearedIsKeptSeconds : null,
    };

    public Task<Export?> FindAsync(UserId owner, ExportId id, CancellationToken cancellationToken) => store.FindAsync(id, owner.ToString(), cancellationToken);

    public async Task<IReadOnlyList<Export>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        var found = await store.ListAsync(owner.ToString(), "true", MaximumListed, ExportId.Of, cancellationToken);
        return [.. found.OrderByDescending(export => export.State.CreatedTs).ThenBy(export => export.Id.ToString(), StringComparer.Ordinal)];
    }

    public Task<bool> AddAsync(Export export, CancellationToken cancellationToken) => store.AddAsync(export, cancellationToken);

    public Task SaveAsync(Export export, CancellationToken cancellationToken) => store.SaveAsync(export, cancellationToken);
}
