using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Kpm.Core.Shared.Signing;
using Kpm.Functions.Http;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>
/// Signs in the vault and verifies here. The form is the compact JWS of RFC 7515 with ES256 (RFC 7518, section 3.4); <c>kid</c> is the
/// thumbprint of the key. Source: learn.microsoft.com/rest/api/keyvault/keys/sign.
/// </summary>
internal sealed class KeyVaultSigner(KeyVaultConnection connection, SigningKeys keys) : ISigner, ISignatures
{
    private const string Algorithm = "ES256";

    public async Task<string> SignAsync<TStatement>(string type, TStatement statement, CancellationToken cancellationToken) where TStatement : class
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(Algorithm, key.Public.Kid, type), Reply.Json);
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(statement, Reply.Json))}";
        return $"{text}.{Base64Url.EncodeToString(await SignAsync(key, SHA256.HashData(Encoding.ASCII.GetBytes(text)), cancellationToken))}";
    }

    public async Task<TStatement?> TryReadAsync<TStatement>(string type, string signed, CancellationToken cancellationToken) where TStatement : class
    {
        if (signed.Split('.') is not [var header, var payload, var signature] || TryDecode<Header>(header) is not { Alg: Algorithm } named || named.Typ != type) return null;
        var key = (await keys.ListAsync([named.Kid], cancellationToken)).FirstOrDefault(version => version.Public.Kid == named.Kid)?.Public;
        if (key is null || TryDecode(signature) is not { } bytes || !Verifies(key, $"{header}.{payload}", bytes)) return null;
        return TryDecode<TStatement>(payload);
    }

    public async Task<IReadOnlyList<PublicKey>> ListKeysAsync(IReadOnlyCollection<string> signed, CancellationToken cancellationToken)
    {
        var wanted = signed.Select(text => TryDecode<Header>(text.Split('.')[0])?.Kid).OfType<string>().ToList();
        return [.. (await keys.ListAsync(wanted, cancellationToken)).Select(version => version.Public)];
    }

    private async Task<byte[]> SignAsync(SigningKeyVersion key, byte[] digest, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Operation(Algorithm, Base64Url.EncodeToString(digest)), JsonSerializerOptions.Web);
        try
        {
            var content = await connection.SendAsync(RequestMethod.Post, new Uri($"{key.Address.AbsoluteUri}/sign"), body, async: true, cancellationToken);
            return Base64Url.DecodeFromChars(content.ToObjectFromJson<OperationResult>(JsonSerializerOptions.Web)?.Value ?? throw new InvalidOperationException("Key Vault answered without a signature."));
        }
        catch (RequestFailedException)
        {
            keys.Forget();
            throw;
        }
    }

    private static bool Verifies(PublicKey key, string text, byte[] signature)
    {
        var point = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) };
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return ecdsa.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256);
    }

    private static T? TryDecode<T>(string text) where T : class
    {
        try
        {
            return TryDecode(text) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, Reply.Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null for what is not base64url, or not the one way to write these bytes.</summary>
    private static byte[]? TryDecode(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Header(string Alg, string Kid, string Typ);

    private sealed record Operation(string Alg, string Value);

    private sealed record OperationResult(string? Value);
}
