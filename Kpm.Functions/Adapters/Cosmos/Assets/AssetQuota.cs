using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Counts bytes against the quota; the row of an asset is also its reservation, so reserving twice counts once.</summary>
internal sealed class AssetQuota(OwnerPartition partition, AssetLimits limits) : IAssetQuota, IQuotaGrants
{
    public async Task<Result> ReserveAsync(UserId owner, AssetId asset, long bytes, Timestamp createdTs, CancellationToken cancellationToken) =>
        await partition.CreateAsync(AssetRowDocument.Reserve(owner, asset, bytes, createdTs), limits.QuotaBytes, cancellationToken) == RowWrite.OverQuota
            ? new QuotaExceeded()
            : Result.Success;

    public async Task<Result> SettleAsync(UserId owner, AssetId asset, long measuredBytes, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindAsync(owner.ToString(), asset.ToString(), cancellationToken);
        if (current is null || current.QuotaBytes == measuredBytes) return Result.Success;
        return await partition.ReplaceAsync(current with { QuotaBytes = measuredBytes }, current, etag!, limits.QuotaBytes, cancellationToken) switch
        {
            RowWrite.Done => Result.Success,
            RowWrite.OverQuota => new QuotaExceeded(),
            RowWrite.Changed => await SettleAsync(owner, asset, measuredBytes, cancellationToken),
        };
    }

    public async Task ReleaseAsync(UserId owner, AssetId asset, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindAsync(owner.ToString(), asset.ToString(), cancellationToken);
        if (current is { State: AssetRowState.Reserved }) await partition.DeleteAsync(current, etag!, cancellationToken);
    }

    public async Task GrantAsync(UserId owner, long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (current, etag) = await partition.FindCountersAsync(owner.ToString(), cancellationToken);
            if (current is null) await partition.CreateCountersAsync(owner.ToString(), cancellationToken);
            else if (current.GrantedBytes == bytes || await partition.GrantAsync(current, etag!, bytes, cancellationToken)) return;
        }
    }
}

/// <summary>How much everybody may keep; setting <c>QUOTA_MB</c>, where 1 MB is 1,048,576 bytes.</summary>
internal sealed record AssetLimits(long QuotaBytes);
