using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// A removed person owns nothing any more: what has other owners is left to them, the rest is shredded. Done when a whole look finds
/// nothing, so what a delivery brought meanwhile is found by the next one.
/// </summary>
public sealed class GiveUpAssets(IAssets assets, IClock clock) : IRemovalStep
{
    public string Name => "assets";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        var owned = await assets.FindOwnedAsync(account.User, cancellationToken);
        foreach (var id in owned)
        {
            if (await assets.FindAsync(id, cancellationToken) is not { } asset) continue;
            asset.GiveUp(account.User, clock.Now);
            await assets.SaveAsync(asset, cancellationToken);
        }

        return owned.Count == 0;
    }
}
