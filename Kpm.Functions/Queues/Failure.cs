using Kpm.Core.Shared;

namespace Kpm.Functions.Queues;

/// <summary>Work that will not be tried again: what an operator looks at.</summary>
/// <param name="EventId">The event or work that failed.</param>
/// <param name="Queue">The queue it came from.</param>
/// <param name="Code">A stable word for the cause.</param>
/// <param name="Message">The whole message, which carries ids and codes only, so that it can be sent again.</param>
/// <param name="FailedTs">When it was given up.</param>
internal sealed record Failure(string EventId, string Queue, string Code, string Message, Timestamp FailedTs);

/// <summary>Keeps failures, one document per queue and event.</summary>
internal interface IFailureLog
{
    Task RecordAsync(Failure failure, CancellationToken cancellationToken);
}
