using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every minute: send a message for each asset whose time in the trash is over.</summary>
internal sealed class CheckDueAssets(DueWork<AssetId, ShredAsset> due)
{
    [Function("CheckDueAssets")]
    public Task RunAsync([TimerTrigger("25 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
