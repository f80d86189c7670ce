using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every ten seconds: send what writers left in their documents.</summary>
internal sealed class SweepOutboxes(OutboxSweep sweep)
{
    [Function("SweepOutboxes")]
    public Task RunAsync([TimerTrigger("*/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);
}
