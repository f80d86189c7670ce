using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

public sealed record InvalidUsername() : Error(ErrorKind.Invalid, "invalid_username", "A username has 2 to 15 letters, digits or underscores.");

public sealed record InvalidEmail() : Error(ErrorKind.Invalid, "invalid_email", "This is not an e-mail address.");

public sealed record PasswordTooShort() : Error(ErrorKind.Invalid, "password_too_short", "A password has at least 8 characters.");

public sealed record PasswordTooLong() : Error(ErrorKind.Invalid, "password_too_long", "A password has at most 96 characters.");

public sealed record PasswordTooCommon() : Error(ErrorKind.Invalid, "password_too_common", "Many people use this password. Choose another.");

/// <param name="Score">0 to 4; <see cref="PasswordRule.MinimumScore"/> is needed.</param>
public sealed record PasswordTooWeak(int Score) : Error(ErrorKind.Invalid, "password_too_weak", $"This password is easy to guess: {Score} of 4 points, where {PasswordRule.MinimumScore} are needed. A few unrelated words make a good one.")
{
    public static int Least => PasswordRule.MinimumScore;
}

public sealed record EmailTaken() : Error(ErrorKind.Invalid, "email_taken", "An account with this e-mail address exists.");

public sealed record UsernameTaken() : Error(ErrorKind.Invalid, "username_taken", "An account with this username exists.");

public sealed record ReferralNotFound() : Error(ErrorKind.NotFound, "referral_not_found", "Nobody has this referral code.");

public sealed record UserNotFound() : Error(ErrorKind.NotFound, "not_found", "There is no such user.");

public sealed record LastAdmin() : Error(ErrorKind.Conflict, "last_admin", "The last admin can neither leave nor be shut out.");

public sealed record UserInactive() : Error(ErrorKind.Forbidden, "user_inactive", "This account is not active.");
