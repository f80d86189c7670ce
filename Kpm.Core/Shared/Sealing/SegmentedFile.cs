using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>What was measured of a plain file while sealing it.</summary>
/// <param name="SizeBytes">Length in bytes.</param>
/// <param name="Sha256">Digest, 64 lower-case hexadecimal characters.</param>
public sealed record PlainFile(long SizeBytes, string Sha256);

/// <summary>Takes the next sealed segment, the first with the file's header before it. The memory is reused afterwards.</summary>
public delegate ValueTask SegmentWriter(ReadOnlyMemory<byte> segment, CancellationToken cancellationToken);

/// <summary>Takes the next plain bytes, which are verified. The memory is reused afterwards.</summary>
internal delegate ValueTask PlainWriter(ReadOnlyMemory<byte> plain, CancellationToken cancellationToken);

/// <summary>Opens a range of the sealed file for reading.</summary>
public delegate Task<Stream> SealedRangeReader(long offset, long count, CancellationToken cancellationToken);

/// <summary>Seals whole files and opens ranges of them in constant memory: two segments when sealing, one when opening.</summary>
public static class SegmentedFile
{
    /// <returns>Length and digest of the plain file, or null as soon as it is longer than <paramref name="maximumBytes"/>.</returns>
    public static async Task<PlainFile?> SealAsync(
        DataKey key, SealedStream name, SegmentLayout layout, Stream plain, SegmentWriter write, long maximumBytes, CancellationToken cancellationToken)
    {
        using var fileKey = key.DeriveFileKey();
        using var cipher = SegmentedCipher.ForNewFile(fileKey, name.Binding());
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var first = new SegmentBuffer(layout.SegmentSize);
        using var second = new SegmentBuffer(layout.SegmentSize);

        // The last segment is sealed differently, and only reading on shows which one it is: so one is read ahead.
        var (current, next) = (first, second);
        cipher.Header.CopyTo(current.Span);
        var length = await FillAsync(current, 0, layout, plain, cancellationToken);
        long size = 0;
        for (uint segment = 0; ; segment = checked(segment + 1))
        {
            size += length;
            if (size > maximumBytes) return null;
            var isFull = length == layout.PlainCapacity(segment);
            var nextLength = isFull ? await FillAsync(next, segment + 1, layout, plain, cancellationToken) : 0;
            var start = PlainStart(segment);
            digest.AppendData(current.Span.Slice(start, length));
            cipher.Seal(segment, isLast: nextLength == 0, current.Span.Slice(start, length + SegmentLayout.TagSize));
            await write(current.Memory[..(start + length + SegmentLayout.TagSize)], cancellationToken);
            if (nextLength == 0) return new PlainFile(size, Convert.ToHexStringLower(digest.GetHashAndReset()));
            (current, next, length) = (next, current, nextLength);
        }
    }

    /// <summary>Copies a range of the plain file; no byte is written before its segment is verified.</summary>
    /// <param name="key">The key of the record that the file belongs to.</param>
    /// <param name="name">The name under which the file was sealed.</param>
    /// <param name="layout">The layout it was sealed in.</param>
    /// <param name="plainLength">Length of the whole plain file in bytes.</param>
    /// <param name="read">Reads the sealed file: once, and once more for the header when the range does not begin in the first segment.</param>
    /// <param name="offset">First byte of the range, counted from 0.</param>
    /// <param name="count">Number of bytes; 0 verifies one segment and writes nothing.</param>
    /// <param name="destination">Receives the plain bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the file.</exception>
    /// <exception cref="SealBrokenException">A segment was altered, moved or cut.</exception>
    public static Task OpenAsync(
        DataKey key, SealedStream name, SegmentLayout layout, long plainLength, SealedRangeReader read, long offset, long count, Stream destination, CancellationToken cancellationToken) =>
        OpenAsync(key, name, layout, plainLength, read, offset, count, destination.WriteAsync, cancellationToken);

    /// <summary>As above, for whoever takes the plain bytes segment by segment.</summary>
    internal static async Task OpenAsync(
        DataKey key, SealedStream name, SegmentLayout layout, long plainLength, SealedRangeReader read, long offset, long count, PlainWriter write, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, plainLength - offset);

        var end = layout.SegmentCount(plainLength) - 1;
        var from = Math.Min(layout.SegmentOf(offset), end);
        var to = count == 0 ? from : layout.SegmentOf(offset + count - 1);
        var sealedStart = from == 0 ? 0 : layout.SealedOffset(from);
        var sealedEnd = to == end ? layout.SealedLength(plainLength) : layout.SealedOffset(to + 1);

        using var buffer = new SegmentBuffer(layout.SegmentSize);
        var header = buffer.Memory[..SegmentLayout.HeaderSize];
        if (from > 0)
        {
            await using var start = await read(0, SegmentLayout.HeaderSize, cancellationToken);
            await ReadExactlyAsync(start, header, cancellationToken);
        }

        using var fileKey = key.DeriveFileKey();
        await using var range = await read(sealedStart, sealedEnd - sealedStart, cancellationToken);
        if (from == 0) await ReadExactlyAsync(range, header, cancellationToken);
        using var cipher = SegmentedCipher.ForFile(fileKey, name.Binding(), header.Span);
        for (var segment = from; segment <= to; segment++)
        {
            var plainStart = layout.PlainOffset(segment);
            var plainCount = (int)Math.Min(layout.PlainCapacity(segment), plainLength - plainStart);
            var sealedSegment = buffer.Memory[..(plainCount + SegmentLayout.TagSize)];
            await ReadExactlyAsync(range, sealedSegment, cancellationToken);
            cipher.Open(checked((uint)segment), isLast: segment == end, sealedSegment.Span);

            var skip = (int)Math.Max(0, offset - plainStart);
            var take = (int)Math.Min(plainCount, offset + count - plainStart) - skip;
            await write(sealedSegment.Slice(skip, take), cancellationToken);
        }
    }

    private static int PlainStart(uint segment) => segment == 0 ? SegmentLayout.HeaderSize : 0;

    private static ValueTask<int> FillAsync(SegmentBuffer buffer, uint segment, SegmentLayout layout, Stream plain, CancellationToken cancellationToken)
    {
        var room = buffer.Memory.Slice(PlainStart(segment), layout.PlainCapacity(segment));
        return plain.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken);
    }

    private static async Task ReadExactlyAsync(Stream stream, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        if (await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken) < bytes.Length)
        {
            throw new SealBrokenException("The sealed file is cut short.");
        }
    }
}
