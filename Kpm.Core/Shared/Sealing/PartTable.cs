using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Kpm.Core.Shared.Sealing;

/// <summary>One part of a file.</summary>
/// <param name="Number">Its place among the parts; numbers may be left out.</param>
/// <param name="Attempt">The attempt that stored what counts.</param>
/// <param name="SizeBytes">Length of the plain part in bytes.</param>
/// <param name="Sha256">Digest of the plain part, 64 lower-case hexadecimal characters.</param>
public sealed record FilePart(int Number, Guid Attempt, long SizeBytes, string Sha256);

/// <summary>Of which attempts of which parts a file is made: the file is the parts one after another, by number.</summary>
/// <remarks>Bytes: version 1, count (4), then for each part number (4), attempt (16), length (8) and SHA-256 (32); numbers are big-endian.</remarks>
public sealed class PartTable
{
    /// <summary>The most parts of a file, and the highest number of one.</summary>
    public const int MaximumParts = 10_000;

    private const byte Version = 1;
    private const int HeadSize = 1 + sizeof(int);
    private const int GuidSize = 16;
    private const int DigestSize = 32;
    private const int EntrySize = sizeof(int) + GuidSize + sizeof(long) + DigestSize;

    private PartTable(ImmutableArray<FilePart> parts) => Parts = parts;

    /// <summary>The most bytes that a table has.</summary>
    public static int MaximumSize => HeadSize + (EntrySize * MaximumParts);

    /// <summary>By number.</summary>
    public ImmutableArray<FilePart> Parts { get; }

    /// <summary>Length of the plain file in bytes.</summary>
    public long SizeBytes => Parts.Sum(part => part.SizeBytes);

    /// <summary>A table of these parts.</summary>
    /// <exception cref="ArgumentException">They are not in the order of their numbers, or one is empty.</exception>
    public static PartTable Of(IEnumerable<FilePart> parts)
    {
        var table = new PartTable([.. parts]);
        return table.IsInOrder() ? table : throw new ArgumentException("The parts are not in order.", nameof(parts));
    }

    /// <exception cref="SealBrokenException">This is no table.</exception>
    internal static PartTable Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadSize || bytes[0] != Version) throw NoTable();
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        if (count is < 0 or > MaximumParts || bytes.Length != HeadSize + (count * EntrySize)) throw NoTable();
        var parts = ImmutableArray.CreateBuilder<FilePart>(count);
        for (var rest = bytes[HeadSize..]; !rest.IsEmpty; rest = rest[EntrySize..]) parts.Add(ReadPart(rest));
        var table = new PartTable(parts.MoveToImmutable());
        return table.IsInOrder() ? table : throw NoTable();
    }

    internal byte[] ToBytes()
    {
        var bytes = new byte[HeadSize + (Parts.Length * EntrySize)];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), Parts.Length);
        var rest = bytes.AsSpan(HeadSize);
        foreach (var part in Parts)
        {
            WritePart(rest, part);
            rest = rest[EntrySize..];
        }

        return bytes;
    }

    private static FilePart ReadPart(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32BigEndian(bytes),
        new Guid(bytes.Slice(sizeof(int), GuidSize), bigEndian: true),
        BinaryPrimitives.ReadInt64BigEndian(bytes[(sizeof(int) + GuidSize)..]),
        Convert.ToHexStringLower(bytes.Slice(EntrySize - DigestSize, DigestSize)));

    private static void WritePart(Span<byte> bytes, FilePart part)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, part.Number);
        part.Attempt.TryWriteBytes(bytes[sizeof(int)..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(sizeof(int) + GuidSize)..], part.SizeBytes);
        Convert.FromHexString(part.Sha256).CopyTo(bytes[(EntrySize - DigestSize)..]);
    }

    private bool IsInOrder()
    {
        var last = 0;
        foreach (var part in Parts)
        {
            if (part.Number <= last || part.Number > MaximumParts || part.SizeBytes <= 0) return false;
            last = part.Number;
        }

        return true;
    }

    private static SealBrokenException NoTable() => new("This is not a part table.");
}
