using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release was revoked: each of its assets is taken back by a message of its own.</summary>
public sealed class StartRevocation(IWorkQueue<RevokeAsset> revocations)
{
    public async Task HandleAsync(AssetReleaseRevoked happened, CancellationToken cancellationToken)
    {
        foreach (var asset in happened.Assets)
            await revocations.EnqueueAsync($"{happened.Release}:{asset}:revoke", new RevokeAsset(happened.Release, asset), cancellationToken);
    }
}
