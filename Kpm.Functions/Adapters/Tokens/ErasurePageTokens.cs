using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Tokens of the page that certifies the erasure of one account: mailed with the last mail, five years. They change nothing.</summary>
internal sealed class ErasurePageTokens(TokenKey key)
{
    public const string Type = "kpm-erasure-page+jwt";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(5 * 365);

    public string Issue(UserId user, Timestamp at) =>
        key.Sign(new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = user.ToString() }, at.ToDateTimeOffset(), Lifetime);

    /// <summary>Whose account it was, or null.</summary>
    public async Task<UserId?> ReadAsync(string? token) =>
        await key.ReadAsync(token) is { } jwt && EntityId.TryParse<UserId>(jwt.Subject, out var user) ? user : null;
}
