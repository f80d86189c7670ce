using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Functions.Adapters.Tokens;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.SecondFactors;

/// <summary>Recovery codes of 12 symbols in groups of four. Their digest is HMAC-SHA-256 under a key of its own, over the user's id and the code.</summary>
internal sealed class RecoveryCodeSource(IOptions<TokenOptions> options) : IRecoveryCodeSource
{
    /// <summary>32 digits and letters without <c>I L O U</c>: 5 bits each.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 12;
    private readonly byte[] _key = Convert.FromBase64String(options.Value.RecoveryKey);

    public RecoveryCodes Create() => new([.. Enumerable.Range(0, RecoveryCodes.Count).Select(_ => Grouped(RandomNumberGenerator.GetString(Alphabet, Length)))]);

    public string DigestOf(UserId user, string code)
    {
        var symbols = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user}\n{symbols}")));
    }

    private static string Grouped(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";
}
