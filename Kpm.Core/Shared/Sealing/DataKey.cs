namespace Kpm.Core.Shared.Sealing;

/// <summary>The 256-bit key of one record. Its content and its file are sealed under keys derived from it, never under itself.</summary>
/// <remarks>Not safe for use by several threads while it is disposed.</remarks>
public sealed class DataKey : IDisposable
{
    private readonly SecretBytes _secret;

    private DataKey(SecretBytes secret) => _secret = secret;

    internal SecretBytes Secret => _secret;

    /// <summary>A fresh random key.</summary>
    public static DataKey Generate() => new(SecretBytes.Random());

    /// <summary>A key that exists already.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static DataKey From(ReadOnlySpan<byte> bytes) => new(SecretBytes.From(bytes));

    internal SecretBytes DeriveRecordKey() => _secret.Derive("kpm.record.v1"u8);

    internal SecretBytes DeriveFileKey() => _secret.Derive("kpm.file.v1"u8);

    /// <summary>Overwrites the key with zeros.</summary>
    public void Dispose() => _secret.Dispose();
}
