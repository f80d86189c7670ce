using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>The names of the values that are unique among users.</summary>
public static class UserClaims
{
    public static ClaimName FirstAdmin { get; } = new(ClaimKind.FirstAdmin, "first-admin");

    public static ClaimName Email(EmailAddress email) => new(ClaimKind.Email, email.NormalizedKey);

    public static ClaimName Username(Username username) => new(ClaimKind.Username, username.Value);

    public static ClaimName ReferralCode(ReferralCode code) => new(ClaimKind.ReferralCode, code.Value);
}
