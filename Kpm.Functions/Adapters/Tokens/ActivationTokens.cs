using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Activation tokens: mailed, 90 minutes, good for nothing but activating one account.</summary>
internal sealed class ActivationTokens(TokenKey key)
{
    public const string Type = "kpm-activation+jwt";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(90);

    public string Issue(UserId user, Timestamp at) => key.Sign(
        new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = user.ToString(), ["jti"] = Guid.CreateVersion7().ToString() },
        at.ToDateTimeOffset(),
        Lifetime);

    /// <summary>Whose account it activates, or null.</summary>
    public async Task<UserId?> ReadAsync(string? token) =>
        await key.ReadAsync(token) is { } jwt && EntityId.TryParse<UserId>(jwt.Subject, out var user) ? user : null;
}
