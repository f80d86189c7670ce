using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Shared;
using Kpm.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Queues;

/// <summary>
/// Runs the work of one message. Settles by returning or throwing only: what can never succeed becomes a failure document, what may
/// succeed later is sent again with a growing pause, and only the unexpected is thrown, for redelivery and in the end the dead-letter queue.
/// </summary>
internal sealed class QueueWorker(QueueSenders senders, IFailureLog failures, IClock clock, QueueRetryOptions options, ILogger<QueueWorker> logger)
{
    public Task RunAsync<TData>(string queue, string message, Func<TData, CancellationToken, Task> work, CancellationToken cancellationToken)
        where TData : class =>
        RunAsync<TData>(queue, message, (_, data, token) => work(data, token), cancellationToken);

    /// <summary>As above, for work that differs by the kind of event.</summary>
    public async Task RunAsync<TData>(string queue, string message, Func<ReceivedEvent, TData, CancellationToken, Task> work, CancellationToken cancellationToken)
        where TData : class
    {
        var received = ReceivedEvent.TryParse(message);
        using var span = KpmTrace.Start(Operation.Current, ActivityKind.Consumer, received?.TraceParent);
        span?.SetTag("messaging.destination.name", queue);
        var outcome = MessageOutcome.Thrown;
        try
        {
            outcome = await SettleAsync(queue, message, received, work, cancellationToken);
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
        finally
        {
            KpmMeter.MessageSettled(queue, outcome);
        }
    }

    private async Task<MessageOutcome> SettleAsync<TData>(string queue, string message, ReceivedEvent? received, Func<ReceivedEvent, TData, CancellationToken, Task> work, CancellationToken cancellationToken)
        where TData : class
    {
        try
        {
            var readable = received ?? throw new PermanentFailureException("message_unreadable");
            var data = readable.Data<TData>();
            await ConflictRetry.RunAsync(() => work(readable, data, cancellationToken));
            return MessageOutcome.Done;
        }
        catch (PermanentFailureException failure)
        {
            return await GiveUpAsync(queue, message, received, failure.Code, cancellationToken);
        }
        catch (Exception failure) when (IsTransient(failure))
        {
            return await PutOffAsync(queue, message, received!, failure, cancellationToken);
        }
    }

    private async Task<MessageOutcome> PutOffAsync(string queue, string message, ReceivedEvent received, Exception failure, CancellationToken cancellationToken)
    {
        var code = (failure as TransientFailureException)?.Code ?? "store_unavailable";
        if (received.FirstAttemptTs is { } first && clock.Now - first >= RetrySchedule.GiveUpAfter)
            return await GiveUpAsync(queue, message, received, code, cancellationToken);

        var pause = RetrySchedule.Pause(received.Attempt, (failure as TransientFailureException)?.RetryAfter, options.PauseScale);
        logger.LogInformation("{Queue}: {EventId} is put off ({Code})", queue, received.Id, code);
        var later = new ServiceBusMessage(BinaryData.FromString(received.PutOff(clock.Now)))
        {
            MessageId = received.PutOffMessageId,
            ContentType = CloudEvent.ContentType,
            ScheduledEnqueueTime = (clock.Now + pause).ToDateTimeOffset(),
        };
        await senders.SendAsync(queue, later, cancellationToken);
        return MessageOutcome.PutOff;
    }

    private async Task<MessageOutcome> GiveUpAsync(string queue, string message, ReceivedEvent? received, string code, CancellationToken cancellationToken)
    {
        logger.LogError("{Queue}: {EventId} is given up ({Code})", queue, received?.Id ?? "unreadable", code);
        await failures.RecordAsync(new Failure(received?.Id ?? MessageDigest.Of(message), queue, code, message, clock.Now), cancellationToken);
        return MessageOutcome.GivenUp;
    }

    private static bool IsTransient(Exception failure) => failure is TransientFailureException or ConcurrencyConflictException || failure.IsUnavailable();
}
