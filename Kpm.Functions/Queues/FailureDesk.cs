using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;

namespace Kpm.Functions.Queues;

/// <summary>What an operator does with failures.</summary>
internal sealed class FailureDesk(IFailureLog failures, QueueSenders senders)
{
    public sealed record FailureNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no such failure, or not any more.");

    /// <summary>
    /// Sends the work again as if it came for the first time: the same event under another message id, so that it is not dropped as a
    /// duplicate. If it fails again, it is a failure again. Error: <see cref="FailureNotFound"/>.
    /// </summary>
    public async Task<Result> ResubmitAsync(string id, CancellationToken cancellationToken)
    {
        if (await failures.FindAsync(id, cancellationToken) is not var (failure, etag)) return new FailureNotFound();
        var message = new ServiceBusMessage(BinaryData.FromString(ReceivedEvent.Anew(failure.Message)))
        {
            MessageId = $"{failure.EventId}:{failure.FailedTs}",
            ContentType = CloudEvent.ContentType,
        };
        await senders.SendAsync(failure.Queue, message, cancellationToken);
        await failures.ForgetAsync(id, etag, cancellationToken);
        return Result.Success;
    }

    /// <summary>Forgets a failure that nothing is to be done about. Error: <see cref="FailureNotFound"/>.</summary>
    public async Task<Result> DismissAsync(string id, CancellationToken cancellationToken)
    {
        if (await failures.FindAsync(id, cancellationToken) is not var (_, etag)) return new FailureNotFound();
        await failures.ForgetAsync(id, etag, cancellationToken);
        return Result.Success;
    }
}
