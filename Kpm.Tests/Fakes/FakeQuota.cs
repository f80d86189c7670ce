using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>One allowance for everybody, counted per owner and asset.</summary>
public sealed class FakeQuota(long allowanceBytes) : IAssetQuota
{
    public Dictionary<(UserId Owner, AssetId Asset), long> Used { get; } = [];

    public Task<Result> ReserveAsync(UserId owner, AssetId asset, long bytes, Timestamp createdTs, CancellationToken cancellationToken) =>
        Task.FromResult(Used.ContainsKey((owner, asset)) ? Result.Success : Set(owner, asset, bytes));

    public Task<Result> SettleAsync(UserId owner, AssetId asset, long measuredBytes, CancellationToken cancellationToken) =>
        Task.FromResult(Used.ContainsKey((owner, asset)) ? Set(owner, asset, measuredBytes) : Result.Success);

    public Task ReleaseAsync(UserId owner, AssetId asset, CancellationToken cancellationToken)
    {
        Used.Remove((owner, asset));
        return Task.CompletedTask;
    }

    private Result Set(UserId owner, AssetId asset, long bytes)
    {
        var others = Used.Where(entry => entry.Key.Owner == owner && entry.Key.Asset != asset).Sum(entry => entry.Value);
        if (others + bytes > allowanceBytes) return new QuotaExceeded();
        Used[(owner, asset)] = bytes;
        return Result.Success;
    }
}
