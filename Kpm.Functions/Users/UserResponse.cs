using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;

namespace Kpm.Functions.Users;

/// <summary>An account as its user and admins see it.</summary>
internal sealed record UserResponse(
    string Id,
    string Username,
    string Email,
    string? PublicName,
    string State,
    IReadOnlyList<string> Roles,
    SelfLink Links,
    string? ReferralCode,
    string? ReferredBy,
    Language? Language,
    string? TimeZone)
{
    public static UserResponse Of(UserAccount user) => Of(UserRow.Of(user));

    public static UserResponse Of(UserRow user) => new(
        user.Id.ToString(),
        user.Username,
        user.Email,
        user.PublicName,
        user.Lifecycle.ToString().ToLowerInvariant(),
        user.Roles,
        new SelfLink($"/users/{user.Id}"),
        user.ReferralCode,
        user.ReferredBy is { } referrer ? $"/users/{referrer}" : null,
        user.Language,
        user.TimeZone);
}

/// <summary>A person as others see them; address, code and whether mails come back only while a keep is active.</summary>
internal sealed record UserPublic(string Id, string? Email, string? ReferralCode, string? PublicName, bool Unreachable, SelfLink Links)
{
    public static UserPublic Of(KeepProfile profile) =>
        new(profile.Id.ToString(), profile.Email, profile.ReferralCode, profile.PublicName, profile.IsUnreachable, new SelfLink($"/users/{profile.Id}"));
}
