using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>One short message under AES-256-GCM: version byte 1, random nonce (12 bytes), ciphertext, tag (16 bytes).</summary>
/// <remarks>With random nonces one key may seal at most 2^32 messages (NIST SP 800-38D, section 8.3); keys here live for one record or one person.</remarks>
internal static class AeadBox
{
    public const int Overhead = 1 + NonceSize + TagSize;

    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(SecretBytes key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData)
    {
        var box = new byte[plain.Length + Overhead];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key.Span, TagSize);
        gcm.Encrypt(nonce, plain, box.AsSpan(1 + NonceSize, plain.Length), box.AsSpan(box.Length - TagSize), associatedData);
        return box;
    }

    /// <param name="key">The key that sealed.</param>
    /// <param name="box">The sealed message.</param>
    /// <param name="associatedData">The same as when sealing.</param>
    /// <param name="plain">Receives the message; <see cref="Overhead"/> bytes shorter than the box.</param>
    /// <exception cref="SealBrokenException">The message, its key or its associated data is not the one that was sealed.</exception>
    public static void Open(SecretBytes key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData, Span<byte> plain)
    {
        using var gcm = new AesGcm(key.Span, TagSize);
        try
        {
            gcm.Decrypt(box.Slice(1, NonceSize), box[(1 + NonceSize)..^TagSize], box[^TagSize..], plain, associatedData);
        }
        catch (AuthenticationTagMismatchException broken)
        {
            throw new SealBrokenException("The seal does not verify.", broken);
        }
    }

    /// <summary>The length of the message inside.</summary>
    /// <exception cref="SealBrokenException">This is no box, or one of another version.</exception>
    public static int PlainLength(ReadOnlySpan<byte> box) =>
        box.Length >= Overhead && box[0] == Version ? box.Length - Overhead : throw new SealBrokenException("This is not a sealed message.");
}
