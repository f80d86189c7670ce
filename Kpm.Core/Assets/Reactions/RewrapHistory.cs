using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The history of a person is wrapped under the new version of the person's key; its hashes stay.</summary>
public sealed class RewrapHistory(IHistoryStore history) : RewrapStep("history")
{
    protected override Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken) => history.RenewWrapsAsync(key, cancellationToken);
}
