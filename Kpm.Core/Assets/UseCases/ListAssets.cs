using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists every asset. Only admins may call it.</summary>
public sealed record ListAssets(AssetDirectoryQuery Query);

public sealed class ListAssetsHandler(IAssetDirectory directory)
{
    public Task<Page<AssetDirectoryRow>> HandleAsync(ListAssets query, CancellationToken cancellationToken) => directory.ListAsync(query.Query, cancellationToken);
}
