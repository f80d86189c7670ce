using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Telemetry;

/// <summary>Stands for what was thrown, where the platform writes messages of exceptions into logs: they may hold content.</summary>
internal sealed class OperationFailedException(Exception failure) : Exception($"{Unwrapped.Of(failure).GetType().Name}; where it was thrown is in the log");

/// <summary>How an exception is logged.</summary>
internal static class FailureLogging
{
    /// <summary>The kind of an exception and where it was thrown; never its message.</summary>
    public static void LogFailure(this ILogger logger, string function, Exception thrown)
    {
        var failure = Unwrapped.Of(thrown);
        logger.LogError("{Function} failed: {Failure} {Stack}", function, failure.GetType().Name, failure.StackTrace ?? "");
    }
}

/// <summary>What is behind the wrapper of a task.</summary>
internal static class Unwrapped
{
    public static Exception Of(Exception thrown) => thrown is AggregateException { InnerException: { } inner } ? inner : thrown;
}
