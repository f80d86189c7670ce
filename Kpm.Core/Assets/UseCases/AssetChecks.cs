using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What must be true of assets before a release may name them.</summary>
internal static class AssetChecks
{
    /// <summary>Whether every asset is there, active, not hidden, and owned by the person. One read each.</summary>
    public static async Task<bool> AreReleasableAsync(this IAssets assets, IReadOnlyCollection<AssetId> ids, UserId owner, CancellationToken cancellationToken)
    {
        var named = await Task.WhenAll(ids.Select(id => assets.FindAsync(id, cancellationToken)));
        return named.All(asset => asset is { IsReleasable: true } && asset.IsOwnedBy(owner));
    }
}
