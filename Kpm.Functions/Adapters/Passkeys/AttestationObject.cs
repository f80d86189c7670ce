using System.Formats.Cbor;

namespace Kpm.Functions.Adapters.Passkeys;

/// <summary>What an authenticator answers to a registration (Web Authentication, section 6.5).</summary>
internal static class AttestationObject
{
    /// <summary>
    /// The same without its statement on who made the authenticator: none is asked for, and what nobody asked for is not looked at, least of all
    /// certificates that name addresses to be called. Browsers do the same.
    /// </summary>
    /// <exception cref="CborContentException">It cannot be read.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static byte[] WithoutStatement(byte[] attestation)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(AuthenticatorDataOf(attestation));
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] AuthenticatorDataOf(byte[] attestation)
    {
        var reader = new CborReader(attestation, CborConformanceMode.Lax);
        byte[]? data = null;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (reader.ReadTextString() == "authData") data = reader.ReadByteString();
            else reader.SkipValue();
        }

        return data ?? throw new CborContentException("There is no authenticator data.");
    }
}
