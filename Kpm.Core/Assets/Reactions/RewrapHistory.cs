using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The history of a person is wrapped under the new version of the person's key; its hashes stay.</summary>
public sealed class RewrapHistory(IHistoryStore history) : IKeyRotationStep
{
    public string Name => "history";

    /// <summary>Done when a whole look finds nothing that is wrapped under an older version.</summary>
    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await history.RenewWrapsAsync(key, cancellationToken) == 0 || await history.RenewWrapsAsync(key, cancellationToken) == 0;
}
