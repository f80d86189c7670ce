using System.Buffers.Text;
using System.Text.Json.Serialization;

namespace Kpm.Local.KeyVault;

/// <summary>The public half of a key as RFC 7517 and RFC 7518 section 6 write it.</summary>
internal sealed record JsonWebKey(
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("kty")] string KeyType,
    [property: JsonPropertyName("key_ops")] IReadOnlyList<string> Operations)
{
    [JsonPropertyName("n")] public string? Modulus { get; init; }

    [JsonPropertyName("e")] public string? Exponent { get; init; }

    [JsonPropertyName("crv")] public string? Curve { get; init; }

    [JsonPropertyName("x")] public string? X { get; init; }

    [JsonPropertyName("y")] public string? Y { get; init; }

    public static JsonWebKey Public(KeyVersion key, string keyId)
    {
        using var gate = key.Gate.EnterScope();
        if (key.Record.Kind == KeyKind.Rsa)
        {
            var rsa = key.Rsa.ExportParameters(includePrivateParameters: false);
            return new JsonWebKey(keyId, "RSA", ["wrapKey", "unwrapKey"]) { Modulus = Base64Url.EncodeToString(rsa.Modulus), Exponent = Base64Url.EncodeToString(rsa.Exponent) };
        }

        var point = key.Ec.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey(keyId, "EC", ["sign", "verify"]) { Curve = "P-256", X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y) };
    }
}
