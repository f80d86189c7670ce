using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;

namespace Kpm.Core.Users.User;

/// <summary>The names of the values that are unique among users.</summary>
public static class UserClaims
{
    public static ClaimName FirstAdmin { get; } = new(ClaimKind.FirstAdmin, "first-admin");

    public static ClaimName Email(EmailAddress email) => new(ClaimKind.Email, email.NormalizedKey);

    /// <summary>By the address in its stored form.</summary>
    public static ClaimName Email(string stored) => Email(EmailAddress.FromStored(stored));

    public static ClaimName Username(Username username) => new(ClaimKind.Username, username.Value);

    public static ClaimName ReferralCode(ReferralCode code) => new(ClaimKind.ReferralCode, code.Value);

    /// <summary>All that an account goes by, and nobody else may; nothing once it is removed.</summary>
    public static IReadOnlyList<ClaimName> Of(UserAccount account) => account.State.Lifecycle == Lifecycle.Removed
        ? []
        :
        [
            Email(account.State.Email),
            Username(Kpm.Core.Users.User.Username.FromStored(account.State.Username)),
            ReferralCode(new ReferralCode(account.State.ReferralCode)),
            .. account.State.Roles.Contains(Role.Admin) ? [FirstAdmin] : Array.Empty<ClaimName>(),
        ];

    /// <summary>All that an account goes by or went by, whatever became of it. The place of the first admin is never given back.</summary>
    public static IReadOnlyList<ClaimName> EverOf(UserAccount account) => account.IsErased
        ? []
        :
        [
            Email(account.State.Email),
            Username(Kpm.Core.Users.User.Username.FromStored(account.State.Username)),
            ReferralCode(new ReferralCode(account.State.ReferralCode)),
            .. account.State.FormerEmails.Select(former => Email(former.Address)),
            .. account.State.PendingEmail is { } pending ? [Email(pending.Address)] : Array.Empty<ClaimName>(),
        ];

    /// <summary>Whether the holder of a claim exists and goes by its value.</summary>
    public static async Task<bool> UsesAsync(this IUsers users, string holder, ClaimName name, CancellationToken cancellationToken) =>
        EntityId.TryParse<UserId>(holder, out var id) && await users.FindAsync(id, cancellationToken) is { } account && Of(account).Contains(name);
}
