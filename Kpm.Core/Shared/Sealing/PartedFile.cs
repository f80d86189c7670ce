using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Opens a range of one of the blobs of a file, which must have this length.</summary>
public delegate Task<Stream> SealedBlobReader(string location, long sealedLength, long offset, long count, CancellationToken cancellationToken);

/// <summary>Opens files that were uploaded in parts. Each part is a sealed stream of its own, and the sealed table says which of them make the file.</summary>
public static class PartedFile
{
    /// <summary>Seals a part table.</summary>
    public static Task SealTableAsync(DataKey key, PartTableName name, SegmentLayout layout, PartTable table, SegmentWriter write, CancellationToken cancellationToken)
    {
        var plain = table.ToBytes();
        return SegmentedFile.SealAsync(key, name, layout, new MemoryStream(plain, writable: false), write, plain.Length, cancellationToken);
    }

    /// <summary>Opens a part table.</summary>
    /// <param name="key">The key of the record that the file belongs to.</param>
    /// <param name="name">The name under which it was sealed.</param>
    /// <param name="layout">The layout it was sealed in.</param>
    /// <param name="sealedTable">The whole blob.</param>
    /// <param name="sealedLength">Its length in bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="SealBrokenException">It was altered, moved or cut.</exception>
    public static async Task<PartTable> OpenTableAsync(
        DataKey key, PartTableName name, SegmentLayout layout, Stream sealedTable, long sealedLength, CancellationToken cancellationToken)
    {
        if (sealedLength > layout.SealedLength(PartTable.MaximumSize)) throw new SealBrokenException("No part table has this length.");
        using var plain = new MemoryStream();
        var plainLength = layout.PlainLength(sealedLength);
        await SegmentedFile.OpenAsync(key, name, layout, plainLength, (_, _, _) => Task.FromResult(sealedTable), 0, plainLength, plain, cancellationToken);
        return PartTable.Parse(plain.GetBuffer().AsSpan(0, (int)plain.Length));
    }

    /// <summary>Copies a range of the plain file, which lies within it; no byte is written before its segment is verified.</summary>
    /// <param name="key">The key of the record that the file belongs to.</param>
    /// <param name="name">The name of the table.</param>
    /// <param name="table">The opened table.</param>
    /// <param name="layout">The layout that the parts were sealed in.</param>
    /// <param name="read">Reads the parts that the range touches, and no others.</param>
    /// <param name="offset">First byte of the range, counted from 0.</param>
    /// <param name="count">Number of bytes.</param>
    /// <param name="destination">Receives the plain bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the file.</exception>
    /// <exception cref="SealBrokenException">A segment was altered, moved or cut.</exception>
    public static async Task OpenAsync(
        DataKey key, PartTableName name, PartTable table, SegmentLayout layout, SealedBlobReader read, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, table.SizeBytes - offset);

        var (start, end) = (0L, offset + count);
        foreach (var part in table.Parts)
        {
            var from = Math.Max(offset - start, 0);
            var to = Math.Min(end - start, part.SizeBytes);
            if (from < to) await OpenPartAsync(key, name.NameOf(part), part, layout, read, from, to - from, destination.WriteAsync, cancellationToken);
            start += part.SizeBytes;
        }
    }

    /// <summary>Reads the whole file and verifies every segment, and every digest that the table names.</summary>
    /// <exception cref="SealBrokenException">Something was altered, moved or cut.</exception>
    public static async Task<PlainFile> VerifyAsync(
        DataKey key, PartTableName name, PartTable table, SegmentLayout layout, SealedBlobReader read, CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var ofPart = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in table.Parts)
        {
            await OpenPartAsync(key, name.NameOf(part), part, layout, read, 0, part.SizeBytes, DigestAsync, cancellationToken);
            if (Convert.ToHexStringLower(ofPart.GetHashAndReset()) != part.Sha256) throw new SealBrokenException("A part is not the one that the table names.");
        }

        return new PlainFile(table.SizeBytes, Convert.ToHexStringLower(whole.GetHashAndReset()));

        ValueTask DigestAsync(ReadOnlyMemory<byte> plain, CancellationToken token)
        {
            whole.AppendData(plain.Span);
            ofPart.AppendData(plain.Span);
            return ValueTask.CompletedTask;
        }
    }

    private static Task OpenPartAsync(
        DataKey key, PartAttempt name, FilePart part, SegmentLayout layout, SealedBlobReader read, long offset, long count, PlainWriter write, CancellationToken cancellationToken)
    {
        var sealedLength = layout.SealedLength(part.SizeBytes);
        return SegmentedFile.OpenAsync(
            key, name, layout, part.SizeBytes, (from, length, token) => read(name.Location, sealedLength, from, length, token), offset, count, write, cancellationToken);
    }
}
