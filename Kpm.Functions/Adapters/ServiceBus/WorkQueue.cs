using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>Sends work to one queue.</summary>
internal sealed class WorkQueue<TWork>(QueueSenders senders, string queue, IClock clock) : IWorkQueue<TWork> where TWork : notnull
{
    public Task EnqueueAsync(string workId, TWork work, CancellationToken cancellationToken) =>
        senders.For(queue).SendMessageAsync(
            new ServiceBusMessage(BinaryData.FromString(CloudEvent.FromWork(workId, work, clock.Now).GetRawText()))
            {
                MessageId = workId,
                ContentType = CloudEvent.ContentType,
            },
            cancellationToken);
}
