using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Tokens of the page that says what waits for a receiver: mailed, a year. They let nobody in and change nothing.</summary>
internal sealed class ClaimPageTokens(TokenKey key)
{
    public const string Type = "kpm-claim-page+jwt";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private const string GiverClaim = "giver";

    public string Issue(UserId receiver, UserId giver, Timestamp at) => key.Sign(
        new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = receiver.ToString(), [GiverClaim] = giver.ToString() },
        at.ToDateTimeOffset(),
        Lifetime);

    /// <summary>For whom something waits and from whom it is, or null.</summary>
    public async Task<(UserId Receiver, UserId Giver)?> ReadAsync(string? token) =>
        await key.ReadAsync(token) is { } jwt
        && EntityId.TryParse<UserId>(jwt.Subject, out var receiver)
        && jwt.TryGetPayloadValue<string>(GiverClaim, out var text)
        && EntityId.TryParse<UserId>(text, out var giver)
            ? (receiver, giver)
            : null;
}
