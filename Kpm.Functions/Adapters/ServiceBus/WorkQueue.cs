using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>Sends work to one queue.</summary>
internal sealed class WorkQueue<TWork>(QueueSenders senders, string queue, IClock clock) : IWorkQueue<TWork> where TWork : notnull
{
    public Task EnqueueAsync(string workId, TWork work, CancellationToken cancellationToken) =>
        senders.SendAsync(queue, MessageOf(workId, work), cancellationToken);

    /// <summary>As many messages in a transfer as a message may be large.</summary>
    public async Task EnqueueManyAsync(IReadOnlyList<(string WorkId, TWork Work)> works, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < works.Count;)
        {
            using var batch = await senders.NewBatchAsync(queue, cancellationToken);
            foreach (var (id, work) in works.Skip(sent))
                if (!batch.TryAddMessage(MessageOf(id, work))) break;
            if (batch.Count > 0) await senders.SendAsync(queue, batch, cancellationToken);
            else await EnqueueAsync(works[sent].WorkId, works[sent].Work, cancellationToken);
            sent += Math.Max(batch.Count, 1);
        }
    }

    private ServiceBusMessage MessageOf(string workId, TWork work) => new(BinaryData.FromString(CloudEvent.FromWork(workId, work, clock.Now).GetRawText()))
    {
        MessageId = workId,
        ContentType = CloudEvent.ContentType,
    };
}
