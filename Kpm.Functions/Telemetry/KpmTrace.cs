using System.Diagnostics;

namespace Kpm.Functions.Telemetry;

/// <summary>
/// Spans of one trace: from a request over the events that it raised and the work that these started, to the mail. The context travels as
/// <c>traceparent</c> of the CloudEvent, so that it outlives an outbox, a retry and a resubmission. Sources: W3C Trace Context;
/// CloudEvents Distributed Tracing extension.
/// </summary>
internal static class KpmTrace
{
    public const string Name = "Kpm";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The context of what runs now, as a <c>traceparent</c>; null when nothing is traced.</summary>
    public static string? TraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>Starts a span; null when nobody listens.</summary>
    /// <param name="name">The function, and what it does.</param>
    /// <param name="kind">Its place between sender and receiver.</param>
    /// <param name="traceParent">What it continues; null, or what cannot be read: what runs now, or else a new trace.</param>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);

    /// <summary>Marks the span as failed by a kind of exception; never its message, which may hold content.</summary>
    public static void Fail(this Activity? span, Exception failure)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        span?.SetTag("error.type", failure.GetType().Name);
    }
}
