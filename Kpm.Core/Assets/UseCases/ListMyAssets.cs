using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the caller's assets: those that are active and not hidden, or those in the trash. Every active user may call it.</summary>
public sealed record ListMyAssets(UserId By, AssetListQuery Query);

public sealed class ListMyAssetsHandler(IAssetList list)
{
    /// <remarks>Error: <see cref="TooManyToOrder"/>.</remarks>
    public Task<Result<Page<AssetRow>>> HandleAsync(ListMyAssets query, CancellationToken cancellationToken) =>
        list.PageAsync(query.By, query.Query, cancellationToken);
}
