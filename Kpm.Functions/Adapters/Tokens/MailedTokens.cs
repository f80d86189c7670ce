using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>
/// Tokens in mailed links that work once: each names the state of the account that it belongs to, and what it is used for changes that state.
/// </summary>
/// <param name="key">Signs them, for one purpose.</param>
/// <param name="lifetime">How long they last.</param>
internal abstract class MailedTokens(TokenKey key, TimeSpan lifetime)
{
    private const string StampClaim = "stamp";

    /// <param name="user">Whose account.</param>
    /// <param name="stamp">What the account must still be like.</param>
    /// <param name="at">Now.</param>
    public string Issue(UserId user, long stamp, Timestamp at) => key.Sign(
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = user.ToString(),
            ["jti"] = Guid.CreateVersion7().ToString(),
            [StampClaim] = stamp.ToString(CultureInfo.InvariantCulture),
        },
        at.ToDateTimeOffset(),
        lifetime);

    /// <summary>Whose account and which state of it, or null.</summary>
    public async Task<MailedToken?> ReadAsync(string? token) =>
        await key.ReadAsync(token) is { } jwt
        && EntityId.TryParse<UserId>(jwt.Subject, out var user)
        && jwt.TryGetPayloadValue<string>(StampClaim, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
            ? new MailedToken(user, stamp)
            : null;
}

/// <summary>What a mailed token proves.</summary>
internal sealed record MailedToken(UserId User, long Stamp);

/// <summary>Tokens that set a new password: 30 minutes; the stamp is the account's epoch.</summary>
internal sealed class PasswordResetTokens(TokenKey key) : MailedTokens(key, TimeSpan.FromMinutes(30))
{
    public const string Type = "kpm-password-reset+jwt";
}

/// <summary>Tokens that confirm a new address: 24 hours; the stamp is when it was asked for, in milliseconds since 1970.</summary>
internal sealed class EmailChangeTokens(TokenKey key) : MailedTokens(key, TimeSpan.FromHours(24))
{
    public const string Type = "kpm-email-change+jwt";
}
