using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Upload tokens: they stand in a URL, so they live for 30 seconds and are used once.</summary>
internal sealed class UploadTokens(TokenKey key)
{
    public const string Type = "kpm-upload+jwt";
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    public string Issue(AssetId asset, UserId user, Timestamp at) => key.Sign(
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = user.ToString(),
            ["asset"] = asset.ToString(),
            ["jti"] = Guid.CreateVersion7().ToString(),
        },
        at.ToDateTimeOffset(),
        Lifetime);

    /// <summary>What the token permits, or null.</summary>
    public async Task<UploadPermit?> ReadAsync(string? token)
    {
        if (await key.ReadAsync(token) is not { } jwt || jwt.Id is not { Length: > 0 } id) return null;
        return EntityId.TryParse<UserId>(jwt.Subject, out var user)
            && jwt.TryGetPayloadValue<string>("asset", out var text) && EntityId.TryParse<AssetId>(text, out var asset)
            ? new UploadPermit(asset, user, id)
            : null;
    }
}
