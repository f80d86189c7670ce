using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>Sends work to one queue.</summary>
internal sealed class WorkQueue<TWork>(QueueSenders senders, string queue, IClock clock) : IWorkQueue<TWork> where TWork : notnull
{
    public Task EnqueueAsync(string workId, TWork work, CancellationToken cancellationToken) =>
        senders.SendAsync(queue, MessageOf(workId, work), cancellationToken);

    public Task EnqueueManyAsync(IReadOnlyList<(string WorkId, TWork Work)> works, CancellationToken cancellationToken) =>
        senders.SendManyAsync(queue, [.. works.Select(one => MessageOf(one.WorkId, one.Work))], cancellationToken);

    private ServiceBusMessage MessageOf(string workId, TWork work) => new(BinaryData.FromString(CloudEvent.FromWork(workId, work, clock.Now).GetRawText()))
    {
        MessageId = workId,
        ContentType = CloudEvent.ContentType,
    };
}
