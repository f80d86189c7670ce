using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Users.Session;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>The secrets of refresh tokens; a successor is HMAC-SHA-256 of its predecessor under the system's key.</summary>
internal sealed class RefreshSecrets(IOptions<TokenOptions> options) : IRefreshSecrets
{
    private readonly byte[] _key = Convert.FromBase64String(options.Value.RefreshKey);

    public string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string Successor(string secret) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(secret)));

    public string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
