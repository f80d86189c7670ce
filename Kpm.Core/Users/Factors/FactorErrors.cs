using Kpm.Core.Shared;

namespace Kpm.Core.Users.Factors;

public sealed record SecondFactorRequired() : Error(ErrorKind.Unauthenticated, "second_factor_required", "A code of the authenticator app or a recovery code is needed, too.");

public sealed record SecondFactorInvalid() : Error(ErrorKind.Unauthenticated, "second_factor_invalid", "This code is not right, or was used.");

/// <param name="RetryAfterSeconds">How long no code is looked at.</param>
public sealed record SecondFactorLocked(int RetryAfterSeconds) : Error(ErrorKind.TooManyRequests, "second_factor_locked", "There were too many wrong codes. Try again later."), IRetryAfter;

public sealed record PasskeyNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no such passkey or registration, or it is over.");

public sealed record PasskeyNotVerified() : Error(ErrorKind.Invalid, "passkey_not_verified", "The answer of the authenticator does not belong to this registration.");

public sealed record TooManyPasskeys() : Error(ErrorKind.Conflict, "too_many_passkeys", $"A user has at most {Passkey.MaximumCount} passkeys.")
{
    public static int Most => Passkey.MaximumCount;
}

/// <summary>The one answer for every log-in with a passkey that is not right.</summary>
public sealed record BadPasskey() : Error(ErrorKind.Unauthenticated, "bad_passkey", "This passkey is not known here, or the log-in was used or took too long.");

public sealed record PasskeyChallengeNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no such log-in, or it is over.");

public sealed record SecondFactorNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no second factor.");

public sealed record PasskeyExists() : Error(ErrorKind.Conflict, "conflict", "This passkey is registered already.");

public sealed record SecondFactorExists() : Error(ErrorKind.Conflict, "conflict", "There is a second factor already.");
