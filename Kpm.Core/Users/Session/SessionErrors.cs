using Kpm.Core.Shared;

namespace Kpm.Core.Users.Session;

public sealed record SessionNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no such session.");

public sealed record NotAuthenticated() : Error(ErrorKind.Unauthenticated, "not_authenticated", "Log in first.");

public sealed record InvalidToken() : Error(ErrorKind.Unauthenticated, "invalid_token", "This token is not valid.");

public sealed record StaleToken() : Error(ErrorKind.Unauthenticated, "stale_token", "Log in again for this.");

public sealed record BadCredentials() : Error(ErrorKind.Unauthenticated, "bad_credentials", "E-mail address or password is wrong.");

public sealed record ScopeMismatch() : Error(ErrorKind.Invalid, "scope_mismatch", "You do not have a role that was asked for.");

public sealed record UserNotValidated() : Error(ErrorKind.Forbidden, "user_not_validated", "This account is not active yet.");
