namespace Kpm.Core.Shared;

/// <summary>Work that will fail however often it is repeated. It is recorded once and not tried again.</summary>
public sealed class PermanentFailureException : Exception
{
    public PermanentFailureException() : this("failed")
    {
    }

    /// <param name="code">A stable word for the cause; never content, an address or a token.</param>
    public PermanentFailureException(string code) : base(code) => Code = code;

    public PermanentFailureException(string code, Exception innerException) : base(code, innerException) => Code = code;

    public string Code { get; }
}

/// <summary>Work that failed for a reason that passes. It is tried again later, with growing pauses.</summary>
public sealed class TransientFailureException : Exception
{
    public TransientFailureException() : this("unavailable")
    {
    }

    /// <param name="code">A stable word for the cause.</param>
    public TransientFailureException(string code) : base(code) => Code = code;

    public TransientFailureException(string code, Exception innerException) : base(code, innerException) => Code = code;

    public string Code { get; }

    /// <summary>How long the other side asked to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
