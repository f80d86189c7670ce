using Kpm.Core.Shared;

namespace Kpm.Core.Users.Factors;

public sealed record SecondFactorRequired() : Error(ErrorKind.Unauthenticated, "second_factor_required", "A code of the authenticator app or a recovery code is needed, too.");

public sealed record SecondFactorInvalid() : Error(ErrorKind.Unauthenticated, "second_factor_invalid", "This code is not right, or was used.");

/// <param name="RetryAfterSeconds">How long no code is looked at.</param>
public sealed record SecondFactorLocked(int RetryAfterSeconds) : Error(ErrorKind.TooManyRequests, "second_factor_locked", "There were too many wrong codes. Try again later.");

public sealed record SecondFactorNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no second factor.");
