using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kpm.Tests.Running;

/// <summary>
/// An authenticator and the browser in front of it, for one passkey: ES256, a counter, no attestation (Web Authentication, level 3, section 6).
/// It does what it is told, also what no honest one would do.
/// </summary>
public sealed class SoftwareAuthenticator : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte Synced = 0x18;
    private const byte HasCredential = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _credential = RandomNumberGenerator.GetBytes(32);

    /// <param name="origin">The page that asks.</param>
    public SoftwareAuthenticator(string origin) => Origin = origin;

    /// <summary>The page that asks.</summary>
    public string Origin { get; set; }

    /// <summary>The domain that is signed for; null for the one that is asked for.</summary>
    public string? RelyingParty { get; set; }

    /// <summary>Whether it recognises the person.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>How often it has signed; what it says next is one more. 0 for ever when it is synced.</summary>
    public uint Count { get; set; }

    /// <summary>Whether the passkey is on all devices of the person, and so cannot count.</summary>
    public bool IsSynced { get; init; }

    /// <summary>The credential id, in base64url.</summary>
    public string Credential => Base64Url.EncodeToString(_credential);

    /// <summary>Whether the page lies in a frame of another one.</summary>
    public bool IsCrossOrigin { get; set; }

    /// <summary>The challenge that is signed; null for the one that is asked for.</summary>
    public string? Challenge { get; set; }

    /// <summary>The user that is named in a log-in, in base64url; the one of the registration unless changed.</summary>
    public string? UserHandle { get; set; }

    /// <summary><c>navigator.credentials.create()</c>, then <c>toJSON()</c>.</summary>
    /// <param name="options">What the API asks.</param>
    public object Create(JsonElement options)
    {
        UserHandle = options.GetProperty("user").GetProperty("id").GetString();
        var data = AuthenticatorData(options.GetProperty("rp").GetProperty("id").GetString()!, HasCredential);
        return new
        {
            id = Credential,
            rawId = Credential,
            type = "public-key",
            authenticatorAttachment = "platform",
            clientExtensionResults = new { credProps = new { rk = true } },
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(ClientData("webauthn.create", options)),
                attestationObject = Base64Url.EncodeToString(Attestation([.. data, .. CredentialData()])),
                transports = new[] { "internal", "hybrid", "a-new-one" },
            },
        };
    }

    /// <summary><c>navigator.credentials.get()</c>, then <c>toJSON()</c>.</summary>
    /// <param name="options">What the API asks.</param>
    public object Get(JsonElement options)
    {
        var data = AuthenticatorData(options.GetProperty("rpId").GetString()!, 0);
        var client = ClientData("webauthn.get", options);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new
        {
            id = Credential,
            rawId = Credential,
            type = "public-key",
            clientExtensionResults = new { },
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(data),
                signature = Base64Url.EncodeToString(signature),
                userHandle = UserHandle,
            },
        };
    }

    public void Dispose() => _key.Dispose();

    private byte[] ClientData(string type, JsonElement options) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = Challenge ?? options.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = IsCrossOrigin });

    private byte[] AuthenticatorData(string relyingParty, byte flags)
    {
        if (!IsSynced) Count++;
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Count);
        flags |= (byte)(UserPresent | (Verifies ? UserVerified : 0) | (IsSynced ? Synced : 0));
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingParty ?? relyingParty)), flags, .. counter];
    }

    /// <summary>No model, the credential id, and the public key as a COSE key (RFC 9053, section 7.1.1).</summary>
    private byte[] CredentialData()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return [.. new byte[16], (byte)(_credential.Length >> 8), (byte)_credential.Length, .. _credential, .. cose.Encode()];
    }

    /// <summary>With a statement that nobody asked for, as some send.</summary>
    private static byte[] Attestation(byte[] data)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("packed");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(1);
        writer.WriteTextString("alg");
        writer.WriteInt32(-7);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(data);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
