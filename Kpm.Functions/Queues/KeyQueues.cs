using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>How keys are replaced.</summary>
internal sealed class KeyQueues(QueueWorker worker, RewrapUserKeysHandler rewrap, AdvanceKeyRotationHandler advanceRotation)
{
    [Function("RewrapUserKeys")]
    public Task RewrapAsync([ServiceBusTrigger(QueueNames.KeysRewrap, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RewrapUserKeys>(QueueNames.KeysRewrap, message, rewrap.HandleAsync, cancellationToken);

    [Function("AdvanceKeyRotation")]
    public Task AdvanceRotationAsync([ServiceBusTrigger(QueueNames.KeysAdvanceRotation, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AdvanceKeyRotation>(QueueNames.KeysAdvanceRotation, message, advanceRotation.HandleAsync, cancellationToken);
}
