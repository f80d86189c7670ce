using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Reactions.RotationSteps;

/// <summary>The new version is made. Whoever reads the key from now on seals with it; the older ones still open.</summary>
public sealed class AddKeyVersion(IUserKeyVersions keys) : IKeyRotationStep
{
    public string Name => "version";

    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        await keys.AddAsync(key.User, key.Version, cancellationToken);
        return true;
    }
}
