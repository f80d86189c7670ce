using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;

namespace Kpm.Functions.Adapters.Passkeys;

/// <summary>What an authenticator answered, as a browser writes it (<c>PublicKeyCredential.toJSON()</c>; Web Authentication, level 3, section 5.1).</summary>
internal sealed class AuthenticatorAnswer : IDisposable
{
    private const int MaximumTransports = 8;
    private const int MaximumTransportLength = 16;
    private readonly JsonDocument _document;

    /// <exception cref="JsonException">It is not JSON.</exception>
    public AuthenticatorAnswer(string json) => _document = JsonDocument.Parse(json);

    public byte[] RawId => Bytes(Root, "rawId");

    /// <summary>Null when it is not told, as in a registration.</summary>
    public byte[]? UserHandle => Response.TryGetProperty("userHandle", out var handle) && handle.ValueKind == JsonValueKind.String ? Bytes(Response, "userHandle") : null;

    /// <summary>Hints for the browser; words that are not known here are kept, too.</summary>
    public ImmutableArray<string> Transports => Response.TryGetProperty("transports", out var transports) && transports.ValueKind == JsonValueKind.Array
        ? [.. transports.EnumerateArray().Select(transport => transport.GetString() ?? "").Where(IsTransport).Distinct(StringComparer.Ordinal).Take(MaximumTransports)]
        : [];

    private JsonElement Root => _document.RootElement;

    private JsonElement Response => Root.GetProperty("response");

    /// <summary>The answer to a registration, without what nobody asked for.</summary>
    public AuthenticatorAttestationRawResponse Registration() => new()
    {
        Id = Text(Root, "id"),
        RawId = RawId,
        Type = Type(),
        Response = new AuthenticatorAttestationRawResponse.AttestationResponse
        {
            AttestationObject = AttestationObject.WithoutStatement(Bytes(Response, "attestationObject")),
            ClientDataJson = Bytes(Response, "clientDataJSON"),
        },
    };

    /// <summary>The answer to a log-in.</summary>
    public AuthenticatorAssertionRawResponse LogIn() => new()
    {
        Id = Text(Root, "id"),
        RawId = RawId,
        Type = Type(),
        Response = new AuthenticatorAssertionRawResponse.AssertionResponse
        {
            AuthenticatorData = Bytes(Response, "authenticatorData"),
            Signature = Bytes(Response, "signature"),
            ClientDataJson = Bytes(Response, "clientDataJSON"),
            UserHandle = UserHandle,
        },
    };

    public void Dispose() => _document.Dispose();

    private PublicKeyCredentialType Type() => Text(Root, "type") == "public-key" ? PublicKeyCredentialType.PublicKey : throw new FormatException("Not a public key.");

    private static byte[] Bytes(JsonElement parent, string name) => Base64Url.DecodeFromChars(Text(parent, name));

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException($"There is no {name}.");

    private static bool IsTransport(string word) => word.Length is > 0 and <= MaximumTransportLength && word.All(letter => letter is '-' or (>= 'a' and <= 'z'));
}
