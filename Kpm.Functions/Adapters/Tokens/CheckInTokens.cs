using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Tokens of the page whose button is a sign of life: mailed to somebody who is silent, 180 days, longer than any attempt takes after its last mail.</summary>
internal sealed class CheckInTokens(TokenKey key)
{
    public const string Type = "kpm-check-in+jwt";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public string Issue(UserId user, Timestamp at) =>
        key.Sign(new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = user.ToString() }, at.ToDateTimeOffset(), Lifetime);

    /// <summary>Whose sign of life it is, and when it was mailed to the second; or null.</summary>
    public async Task<CheckInToken?> ReadAsync(string? token) =>
        await key.ReadAsync(token) is { } jwt && EntityId.TryParse<UserId>(jwt.Subject, out var user)
            ? new CheckInToken(user, Timestamp.From(new DateTimeOffset(jwt.IssuedAt, TimeSpan.Zero)))
            : null;
}

/// <summary>What the token of a check-in proves.</summary>
/// <param name="User">To whom it was mailed.</param>
/// <param name="MailedTs">When, rounded down to a second.</param>
internal sealed record CheckInToken(UserId User, Timestamp MailedTs);
