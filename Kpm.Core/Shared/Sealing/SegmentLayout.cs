namespace Kpm.Core.Shared.Sealing;

/// <summary>
/// Where the bytes of a segmented file lie. The sealed file is a header (40 bytes) and then segments that end at multiples of the
/// segment size, each with a tag (16 bytes) at its end; the header counts to the first segment, and only the last may be shorter.
/// </summary>
/// <remarks>The layout of Tink's AES-GCM-HKDF streaming AEAD: https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming.</remarks>
public sealed record SegmentLayout
{
    /// <summary>Length of the header in bytes: its own length (1), salt (32), nonce prefix (7).</summary>
    public const int HeaderSize = 40;

    /// <summary>Length of the tag of each segment in bytes.</summary>
    public const int TagSize = 16;

    /// <param name="segmentSize">Length of a full sealed segment in bytes, tag included.</param>
    public SegmentLayout(int segmentSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(segmentSize, HeaderSize + TagSize);
        SegmentSize = segmentSize;
    }

    /// <summary>Length of a full sealed segment in bytes, header and tag included.</summary>
    public int SegmentSize { get; }

    private int PlainPerSegment => SegmentSize - TagSize;

    /// <summary>The most plain bytes that the segment holds.</summary>
    public int PlainCapacity(long segment) => segment == 0 ? PlainPerSegment - HeaderSize : PlainPerSegment;

    /// <summary>Where the segment's plain bytes begin in the plain file.</summary>
    public long PlainOffset(long segment) => segment == 0 ? 0 : (segment * PlainPerSegment) - HeaderSize;

    /// <summary>Where the segment begins in the sealed file; the first begins after the header.</summary>
    public long SealedOffset(long segment) => segment == 0 ? HeaderSize : segment * SegmentSize;

    /// <summary>The segment that holds this byte of the plain file.</summary>
    public long SegmentOf(long plainOffset) => (plainOffset + HeaderSize) / PlainPerSegment;

    /// <summary>How many segments a plain file of this length has; an empty one has one.</summary>
    public long SegmentCount(long plainLength) => plainLength == 0 ? 1 : SegmentOf(plainLength - 1) + 1;

    /// <summary>Length of the sealed file in bytes.</summary>
    public long SealedLength(long plainLength) => HeaderSize + plainLength + (TagSize * SegmentCount(plainLength));

    /// <summary>Length of the plain file in bytes.</summary>
    /// <exception cref="SealBrokenException">No sealed file has this length.</exception>
    public long PlainLength(long sealedLength)
    {
        var segments = (sealedLength + SegmentSize - 1) / SegmentSize;
        var plain = sealedLength - HeaderSize - (TagSize * segments);
        return plain >= 0 && SealedLength(plain) == sealedLength ? plain : throw new SealBrokenException("No sealed file has this length.");
    }
}
