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

    /// <summary>Compares entries and head with what they must be.</summary>
    /// <param name="person">Whose history it is.</param>
    /// <param name="entries">All of them, in their order.</param>
    /// <param name="head">The head that was stored with the last one; null when there is none.</param>
    public static HistoryVerdict Verify(UserId person, IEnumerable<HistoryEntry> entries, HistoryHead? head)
    {
        var end = Start(person);
        foreach (var entry in entries)
        {
            var expected = Next(end, entry.Id, entry.Occurred, entry.Sealed, entry.Receipt);
            if ((entry.Sequence, entry.Hash) != (expected.Sequence, expected.Hash)) return new HistoryVerdict(end.Sequence, IsIntact: false);
            end = new HistoryHead(entry.Sequence, entry.Hash);
        }

        return new HistoryVerdict(end.Sequence, (head?.Sequence ?? 0) == end.Sequence && (head?.Hash ?? end.Hash) == end.Hash);
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

/// <summary>What became of a history since it was written.</summary>
/// <param name="Verified">How many entries, from the first on, are as they were written.</param>
/// <param name="IsIntact">Whether these are all, and none is missing at the end.</param>
public sealed record HistoryVerdict(long Verified, bool IsIntact);
