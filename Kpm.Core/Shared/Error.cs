namespace Kpm.Core.Shared;

/// <summary>What kind of refusal an <see cref="Error"/> is; the edge maps each kind to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request breaks a rule (400).</summary>
    Invalid,

    /// <summary>Who calls is not known (401).</summary>
    Unauthenticated,

    /// <summary>The caller may not do this, or must not learn whether it exists (403).</summary>
    Forbidden,

    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>The state of the thing does not allow it (409).</summary>
    Conflict,

    /// <summary>The caller has seen an older version (412).</summary>
    PreconditionFailed,

    /// <summary>Too many bytes (413).</summary>
    TooLarge,

    /// <summary>The thing has no such range (416).</summary>
    RangeNotSatisfiable,

    /// <summary>A field of the request does not have the required form (422).</summary>
    Unprocessable,

    /// <summary>Too many attempts (429).</summary>
    TooManyRequests,

    /// <summary>A fault of the system itself (500).</summary>
    Internal,

    /// <summary>Something that this depends on does not answer (503).</summary>
    Unavailable,
}

/// <summary>An expected refusal. <c>Code</c> is stable and part of the contract; <c>Detail</c> says in English what happened and names no secret.</summary>
public abstract record Error(ErrorKind Kind, string Code, string Detail);

/// <summary>A refusal that is over after a while: the same request may succeed then.</summary>
public interface IRetryAfter
{
    /// <summary>In how many seconds, at least 1.</summary>
    int RetryAfterSeconds { get; }
}

/// <summary>One or more fields of the request do not have the required form.</summary>
public sealed record ValidationFailed(IReadOnlyList<FieldError> Fields)
    : Error(ErrorKind.Unprocessable, "validation_failed", "One or more fields are not valid.");

/// <summary>The one answer for an unknown thing and for a thing of somebody else, so that neither can be told from the other.</summary>
public sealed record Forbidden() : Error(ErrorKind.Forbidden, "forbidden", "You may not do this.");

/// <summary>Another thing has the id that the caller chose.</summary>
public sealed record IdTaken() : Error(ErrorKind.Conflict, "conflict", "This id is taken.");

/// <summary>The version that the caller named in <c>If-Match</c> is not the current one.</summary>
public sealed record VersionMismatch() : Error(ErrorKind.PreconditionFailed, "version_mismatch", "This was changed since you read it.");

/// <summary>A token in a link is not valid, has ended, or was used.</summary>
public sealed record BadAuthorizerToken() : Error(ErrorKind.Unauthenticated, "bad_authorizer_token", "This link or token is not valid, or was used.");
