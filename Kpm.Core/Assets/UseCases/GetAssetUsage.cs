using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Tells what a person keeps, and may keep. The person may ask, and admins.</summary>
public sealed record GetAssetUsage(UserId Owner);

public sealed class GetAssetUsageHandler(IAssetOverview overview)
{
    public Task<AssetUsage> HandleAsync(GetAssetUsage query, CancellationToken cancellationToken) => overview.UsageAsync(query.Owner, cancellationToken);
}
