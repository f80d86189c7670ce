using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Uploads, in container <c>uploads</c>; each in a partition of its own, together with its parts.</summary>
internal sealed class UploadStore(AggregateStore<Upload, UploadId, UploadState> store) : IUploads
{
    /// <summary>How long the owner can still read how an upload ended.</summary>
    private const int ClearedIsKeptSeconds = 30 * 24 * 3600;

    public static AggregateMapping<Upload, UploadId, UploadState> Mapping { get; } = new("uploads", "upload", Upload.Load)
    {
        NextCheckAt = state => state.NextCheckAt,
        TimeToLiveSeconds = (state, _) => state.NextCheckAt is null ? ClearedIsKeptSeconds : null,
    };

    public Task<Upload?> FindAsync(UploadId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(Upload aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(Upload aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);
}
