using Kpm.Core.Shared;

namespace Kpm.Functions.Queues;

/// <summary>Work that will not be tried again by itself: what an operator looks at.</summary>
/// <param name="EventId">The event or work that failed.</param>
/// <param name="Queue">The queue it came from.</param>
/// <param name="Code">A stable word for the cause.</param>
/// <param name="Message">The whole message, which carries ids and codes only, so that it can be sent again.</param>
/// <param name="FailedTs">When it was given up.</param>
internal sealed record Failure(string EventId, string Queue, string Code, string Message, Timestamp FailedTs)
{
    /// <summary>Names the failure of this work on this queue, however often it fails.</summary>
    public string Id => MessageDigest.Of($"{Queue}:{EventId}");
}

/// <summary>Keeps failures, one document per queue and event.</summary>
internal interface IFailureLog
{
    Task RecordAsync(Failure failure, CancellationToken cancellationToken);

    /// <summary>One page of all failures, in the order in which they were given up; ties by id.</summary>
    Task<Page<Failure>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>The failure with the mark of what was read; null when there is none.</summary>
    Task<(Failure Failure, string ETag)?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets a failure, unless it was recorded anew since it was read.</summary>
    Task ForgetAsync(string id, string etag, CancellationToken cancellationToken);

    /// <summary>Whether any was given up before an instant.</summary>
    Task<bool> AnyBeforeAsync(Timestamp instant, CancellationToken cancellationToken);
}
