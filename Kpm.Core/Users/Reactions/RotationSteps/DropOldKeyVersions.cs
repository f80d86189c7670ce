using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Reactions.RotationSteps;

/// <summary>The older versions go, last of all: nothing is wrapped under them any more.</summary>
public sealed class DropOldKeyVersions(IUserKeyVersions keys) : IKeyRotationStep
{
    public string Name => "old_versions";

    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        await keys.DropOlderAsync(key.User, key.Version, cancellationToken);
        return true;
    }
}
