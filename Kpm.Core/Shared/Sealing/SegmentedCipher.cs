using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Seals and opens the segments of one file, byte for byte as Tink's AES256-GCM-HKDF streaming AEAD does.</summary>
/// <remarks>
/// Each file has a key of its own, derived from a fresh 32-byte salt, and each segment a nonce of random prefix, segment number and a byte
/// that marks the last one. So segments cannot be altered, reordered, moved, cut off or added, and no two files share a key and nonce.
/// The bytes are described in docs/file-format.md.
/// </remarks>
internal sealed class SegmentedCipher : IDisposable
{
    private const int SaltSize = 32;
    private const int PrefixSize = 7;
    private const int NonceSize = 12;

    private readonly AesGcm _gcm;
    private readonly byte[] _header;

    private SegmentedCipher(SecretBytes fileKey, ReadOnlySpan<byte> associatedData, byte[] header)
    {
        _header = header;
        Span<byte> key = stackalloc byte[SecretBytes.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey.Span, key, salt: header.AsSpan(1, SaltSize), info: associatedData);
        _gcm = new AesGcm(key, SegmentLayout.TagSize);
        CryptographicOperations.ZeroMemory(key);
    }

    public ReadOnlySpan<byte> Header => _header;

    /// <summary>For a new file: salt and nonce prefix are drawn here and nowhere else, so they are never used twice.</summary>
    public static SegmentedCipher ForNewFile(SecretBytes fileKey, ReadOnlySpan<byte> associatedData)
    {
        var header = new byte[SegmentLayout.HeaderSize];
        header[0] = SegmentLayout.HeaderSize;
        RandomNumberGenerator.Fill(header.AsSpan(1));
        return new SegmentedCipher(fileKey, associatedData, header);
    }

    /// <summary>For a file that exists; a false header is noticed at the first segment.</summary>
    /// <exception cref="SealBrokenException">This is no header.</exception>
    public static SegmentedCipher ForFile(SecretBytes fileKey, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> header) =>
        header.Length == SegmentLayout.HeaderSize && header[0] == SegmentLayout.HeaderSize
            ? new SegmentedCipher(fileKey, associatedData, header.ToArray())
            : throw new SealBrokenException("This is not a sealed file.");

    /// <summary>Seals one segment in place: all but the last 16 bytes are plain, and the tag goes to the end.</summary>
    public void Seal(uint segment, bool isLast, Span<byte> plainAndTag)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        WriteNonce(nonce, segment, isLast);
        var text = plainAndTag[..^SegmentLayout.TagSize];
        _gcm.Encrypt(nonce, text, text, plainAndTag[^SegmentLayout.TagSize..]);
    }

    /// <summary>Opens one segment in place: all but the last 16 bytes are plain afterwards.</summary>
    /// <exception cref="SealBrokenException">The segment does not verify; nothing of it can be read.</exception>
    public void Open(uint segment, bool isLast, Span<byte> sealedSegment)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        WriteNonce(nonce, segment, isLast);
        var text = sealedSegment[..^SegmentLayout.TagSize];
        try
        {
            _gcm.Decrypt(nonce, text, sealedSegment[^SegmentLayout.TagSize..], text);
        }
        catch (AuthenticationTagMismatchException broken)
        {
            throw new SealBrokenException("A segment of the file does not verify.", broken);
        }
    }

    public void Dispose() => _gcm.Dispose();

    private void WriteNonce(Span<byte> nonce, uint segment, bool isLast)
    {
        _header.AsSpan(1 + SaltSize).CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[PrefixSize..], segment);
        nonce[NonceSize - 1] = isLast ? (byte)1 : (byte)0;
    }
}
