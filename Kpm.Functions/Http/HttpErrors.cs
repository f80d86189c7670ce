using Kpm.Core.Shared;

namespace Kpm.Functions.Http;

public sealed record InvalidSignature() : Error(ErrorKind.Forbidden, "invalid_signature", "The request is not signed, or not by whom it should be, or too long ago.");

public sealed record MalformedJson() : Error(ErrorKind.Invalid, "malformed_json", "The body is not valid JSON.");

public sealed record UnsupportedBody(string Expected) : Error(ErrorKind.Invalid, "unsupported_media_type", $"The body must be {Expected}.");

public sealed record UnreadableBody() : Error(ErrorKind.Invalid, "unreadable_body", "The body is broken or was cut off.");

public sealed record BodyTooLarge() : Error(ErrorKind.TooLarge, "body_too_large", "The body is too large.");

public sealed record ContentDigestInvalid() : Error(ErrorKind.Invalid, "content_digest_invalid", "The SHA-256 in Content-Digest is not readable.");

public sealed record RangeNotSatisfiable() : Error(ErrorKind.RangeNotSatisfiable, "range_not_satisfiable", "The file has no such range.");

public sealed record IdempotencyKeyReused() : Error(ErrorKind.Unprocessable, "idempotency_key_reused", "This Idempotency-Key was used for another request.");

public sealed record IdempotencyKeyInvalid() : Error(ErrorKind.Invalid, "idempotency_key_invalid", "An Idempotency-Key has 1 to 128 visible ASCII characters.");

public sealed record RequestInProgress() : Error(ErrorKind.Conflict, "request_in_progress", "A request with this Idempotency-Key is being handled."), IRetryAfter
{
    public int RetryAfterSeconds => 1;
}

public sealed record TemporarilyUnavailable() : Error(ErrorKind.Unavailable, "unavailable", "Please try again in a moment."), IRetryAfter
{
    public int RetryAfterSeconds => 1;
}
