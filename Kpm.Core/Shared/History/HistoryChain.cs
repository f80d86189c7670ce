using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Shared.History;

/// <summary>The hash chain over the history of one person: what was written cannot be altered, left out, moved or added to unnoticed.</summary>
/// <remarks>
/// <para>The hash of nothing is SHA-256 of the UTF-8 text <c>kpm.history.v1</c>, a line feed and the person's id. The hash of an entry is
/// SHA-256 over 80 bytes: the hash before it (32), the sequence (8, big-endian), the time of the event in milliseconds since 1970 (8,
/// big-endian, two's complement), and SHA-256 of the sealed payload (32). The payload is every stored byte of it: version, nonce,
/// ciphertext, tag. An entry that tells of a signed receipt has 32 bytes more at the end: SHA-256 of that receipt.</para>
/// <para>So nobody needs a key to verify a chain; it verifies after the person's key was erased, when it says nothing any more, and wraps may
/// be renewed. Whoever can write the entries and the head can write another chain: signed heads (<see cref="HistoryHeadStatement"/>) tell it from the true one. See docs/history-format.md.</para>
/// </remarks>
public static class HistoryChain
{
    private const int DigestSize = SHA256.HashSizeInBytes;
    private const string Label = "kpm.history.v1";

    /// <summary>The head of a history without entries.</summary>
    public static HistoryHead Start(UserId person) => new(0, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Label}\n{person}"))));

    /// <summary>The entry that follows a head.</summary>
    /// <param name="head">What it follows.</param>
    /// <param name="id">Its id.</param>
    /// <param name="occurred">When the step happened.</param>
    /// <param name="content">What happened, sealed.</param>
    /// <param name="receipt">SHA-256 of the signed receipt that it tells of, 64 lower-case hexadecimal characters; null for none.</param>
    public static HistoryEntry Next(HistoryHead head, HistoryEntryId id, Timestamp occurred, SealedRecord content, string? receipt = null) =>
        new(id, head.Sequence + 1, occurred, HashAfter(head.Hash, head.Sequence + 1, occurred, content, receipt), content) { Receipt = receipt };

    /// <summary>SHA-256 of the sealed payload of an entry, 64 lower-case hexadecimal characters.</summary>
    public static string DigestOf(HistoryEntry entry) => Convert.ToHexStringLower(SHA256.HashData(entry.Sealed.Payload.AsSpan()));

    /// <summary>What is wrong with the entry that comes next; null when it is the one that was written there.</summary>
    /// <param name="end">The head of the entries before it.</param>
    /// <param name="next">The entry.</param>
    public static HistoryFault? FaultOf(HistoryHead end, HistoryEntry next)
    {
        var expected = Next(end, next.Id, next.Occurred, next.Sealed, next.Receipt);
        if (next.Sequence > expected.Sequence) return new HistoryFault(HistoryFlaw.EntryMissing, expected.Sequence);
        return (next.Sequence, next.Hash) == (expected.Sequence, expected.Hash) ? null : new HistoryFault(HistoryFlaw.EntryAltered, expected.Sequence);
    }

    /// <summary>What is wrong with where the entries end; null when nothing is.</summary>
    /// <param name="end">The head of all entries that are there.</param>
    /// <param name="stored">The head that was stored with the last one; null when there is none.</param>
    public static HistoryFault? FaultOfEnd(HistoryHead end, HistoryHead? stored)
    {
        if (stored?.Sequence > end.Sequence) return new HistoryFault(HistoryFlaw.EntryMissing, end.Sequence + 1);
        return end.Sequence == 0 || (stored?.Sequence, stored?.Hash) == (end.Sequence, end.Hash) ? null : new HistoryFault(HistoryFlaw.HeadDiffers, end.Sequence);
    }

    private static string HashAfter(string before, long sequence, Timestamp occurred, SealedRecord content, string? receipt)
    {
        Span<byte> bytes = stackalloc byte[DigestSize + sizeof(long) + sizeof(long) + DigestSize + (receipt is null ? 0 : DigestSize)];
        Convert.FromHexString(before).CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[DigestSize..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(DigestSize + sizeof(long))..], occurred.UnixMilliseconds);
        SHA256.HashData(content.Payload.AsSpan(), bytes[(DigestSize + sizeof(long) + sizeof(long))..]);
        if (receipt is not null) Convert.FromHexString(receipt).CopyTo(bytes[^DigestSize..]);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
