using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>256 secret bits, overwritten with zeros on dispose.</summary>
/// <remarks>
/// The operating system's generator is used here although randomness elsewhere comes in from the edge:
/// a key or nonce that a caller could choose or repeat would break AES-GCM (NIST SP 800-38D, section 8).
/// </remarks>
internal sealed class SecretBytes : IDisposable
{
    public const int Length = 32;

    private readonly byte[] _bytes = new byte[Length];
    private bool _disposed;

    private SecretBytes()
    {
    }

    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    public static SecretBytes Random()
    {
        var secret = new SecretBytes();
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static SecretBytes From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A key has {Length} bytes.", nameof(bytes));
        var secret = new SecretBytes();
        bytes.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>A key of its own for one purpose: HKDF-SHA-256 without salt, the purpose as info (RFC 5869).</summary>
    public SecretBytes Derive(ReadOnlySpan<byte> purpose)
    {
        var secret = new SecretBytes();
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Span, secret._bytes, salt: [], info: purpose);
        return secret;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }
}
