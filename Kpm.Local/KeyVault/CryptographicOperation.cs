using System.Buffers.Text;
using System.Security.Cryptography;

namespace Kpm.Local.KeyVault;

/// <summary>The body of a cryptographic operation; <c>Digest</c> only for verify. Values are base64url.</summary>
internal sealed record OperationRequest(string? Alg, string? Value, string? Digest);

/// <summary>
/// One cryptographic operation: the algorithm and kind of key that it allows. Azure's vaults also know RSA1_5 and RSA-OAEP (SHA-1),
/// which Microsoft advises against; here they are refused. Source: learn.microsoft.com/azure/key-vault/keys/about-keys-details.
/// </summary>
internal sealed record CryptographicOperation(string Name, KeyKind Kind, string Algorithm, Func<KeyVersion, byte[], byte[]?, object> Compute)
{
    private const int Sha256Bytes = 32;

    public static readonly IReadOnlyList<CryptographicOperation> All =
    [
        new("wrapKey", KeyKind.Rsa, "RSA-OAEP-256", (key, value, _) => key.Rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256)),
        new("unwrapKey", KeyKind.Rsa, "RSA-OAEP-256", (key, value, _) => key.Rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256)),
        new("sign", KeyKind.Ec, "ES256", (key, digest, _) => key.Ec.SignHash(RequireSha256(digest))),
        new("verify", KeyKind.Ec, "ES256", (key, signature, digest) => key.Ec.VerifyHash(RequireSha256(digest), signature)),
    ];

    /// <summary>Key Vault's answer: 200 with the result, or 400 BadParameter.</summary>
    public IResult Run(KeyVersion key, OperationRequest request, string keyId)
    {
        if (key.Record.Kind != Kind || !string.Equals(request.Alg, Algorithm, StringComparison.Ordinal)) return VaultError.BadParameter("Property has invalid value: alg");
        if (!TryDecode(request.Value, out var value) || value.Length == 0) return VaultError.BadParameter("Property has invalid value: value");
        if (!TryDecode(request.Digest ?? string.Empty, out var digest)) return VaultError.BadParameter("Property has invalid value: digest");
        try
        {
            object result;
            lock (key.Gate) result = Compute(key, value, digest);
            return result switch
            {
                byte[] bytes => Results.Json(new { kid = keyId, value = Base64Url.EncodeToString(bytes) }),
                var verified => Results.Json(new { value = verified }),
            };
        }
        catch (CryptographicException)
        {
            return VaultError.BadParameter("The parameter is incorrect.");
        }
    }

    private static byte[] RequireSha256(byte[]? digest) =>
        digest is { Length: Sha256Bytes } ? digest : throw new CryptographicException("The digest is not a SHA-256 digest.");

    private static bool TryDecode(string? text, out byte[] bytes)
    {
        try
        {
            bytes = text is null ? [] : Base64Url.DecodeFromChars(text);
            return text is not null;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }
}
