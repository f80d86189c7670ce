using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpm.Tests.Functions.Http;

/// <summary>Takes a real token apart and signs it again, as it was or changed: JWS compact form (RFC 7515), by hand.</summary>
internal sealed class TokenForge
{
    public TokenForge(string token)
    {
        var parts = token.Split('.');
        Header = Read(parts[0]);
        Claims = Read(parts[1]);
    }

    public JsonObject Header { get; }

    public JsonObject Claims { get; }

    /// <summary>When the real token was issued, Unix seconds.</summary>
    public long IssuedAt => Claims["iat"]!.GetValue<long>();

    /// <param name="key">A P-256 private key: PKCS #8 in base64.</param>
    public string SignedBy(string key)
    {
        using var signer = ECDsa.Create();
        signer.ImportPkcs8PrivateKey(Convert.FromBase64String(key), out _);
        return SignedBy(signer);
    }

    public string SignedBy(ECDsa signer) => $"{Content}.{Base64Url.EncodeToString(signer.SignData(Encoding.ASCII.GetBytes(Content), HashAlgorithmName.SHA256))}";

    public string Unsigned()
    {
        Header["alg"] = "none";
        return Content + ".";
    }

    /// <summary>The old trick: the public key of the signer used as the secret of a symmetric signature.</summary>
    public string SignedWithPublicKeyOf(string key)
    {
        using var signer = ECDsa.Create();
        signer.ImportPkcs8PrivateKey(Convert.FromBase64String(key), out _);
        Header["alg"] = "HS256";
        return $"{Content}.{Base64Url.EncodeToString(HMACSHA256.HashData(signer.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(Content)))}";
    }

    private string Content => $"{Write(Header)}.{Write(Claims)}";

    private static JsonObject Read(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Write(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
