using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>Seals and opens files in parts that lie in memory, and notes every key and nonce that sealed something.</summary>
internal sealed class PartedBytes
{
    private readonly Dictionary<int, FilePart> _parts = [];
    private readonly SegmentLayout _layout = SealedBytes.Layout;
    private int _attempts;

    public static UploadId Upload { get; } = EntityId.Parse<UploadId>("018f0000-0000-7000-8000-0000000000b1");

    public Dictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    /// <summary>One line for each segment that was ever sealed: key and nonce, which were tried on it.</summary>
    public List<string> KeysAndNonces { get; } = [];

    /// <summary>The header of each stream that was ever begun.</summary>
    public List<string> Headers { get; } = [];

    public PartTableName Table { get; private set; } = new(Sample.Asset, Upload, Guid.Empty);

    /// <summary>Stores an attempt of a part, which replaces an earlier one.</summary>
    public async Task PutAsync(int number, byte[] plain)
    {
        var name = new PartAttempt(Sample.Asset, Upload, number, NextAttempt());
        var measured = await SealAsync(name, plain, plain.Length);
        _parts[number] = new FilePart(number, name.Attempt, measured!.SizeBytes, measured.Sha256);
    }

    /// <summary>An attempt that turns out to be too long when most of it was sealed.</summary>
    public async Task BreakOffAsync(int number, byte[] plain) =>
        (await SealAsync(new PartAttempt(Sample.Asset, Upload, number, NextAttempt()), plain, plain.Length - 1)).Should().BeNull();

    public async Task<PartTable> CompleteAsync()
    {
        var table = PartTable.Of(_parts.Values.OrderBy(part => part.Number));
        Table = new PartTableName(Sample.Asset, Upload, NextAttempt());
        using var key = Sample.DataKey();
        using var output = new MemoryStream();
        await PartedFile.SealTableAsync(key, Table, _layout, table, (segment, token) => NoteAsync(Table, output, segment, token), default);
        Blobs[Table.Location] = output.ToArray();
        return table;
    }

    /// <summary>Opens a range as a reader does who knows nothing but the name of the table.</summary>
    public async Task<byte[]> OpenAsync(long offset, long count, ICollection<string>? fetched = null)
    {
        using var key = Sample.DataKey();
        using var output = new MemoryStream();
        await PartedFile.OpenAsync(key, Table, await OpenTableAsync(key), _layout, ReaderNoting(fetched), offset, count, output, default);
        return output.ToArray();
    }

    public async Task<PlainFile> VerifyAsync()
    {
        using var key = Sample.DataKey();
        return await PartedFile.VerifyAsync(key, Table, await OpenTableAsync(key), _layout, ReaderNoting(null), default);
    }

    public Task<PartTable> OpenTableAsync(DataKey key)
    {
        var blob = Blobs[Table.Location];
        return PartedFile.OpenTableAsync(key, Table, _layout, new MemoryStream(blob), blob.Length, default);
    }

    private Guid NextAttempt() => new(++_attempts, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private async Task<PlainFile?> SealAsync(PartAttempt name, byte[] plain, long maximum)
    {
        using var key = Sample.DataKey();
        using var output = new MemoryStream();
        var measured = await SegmentedFile.SealAsync(key, name, _layout, new MemoryStream(plain), (segment, token) => NoteAsync(name, output, segment, token), maximum, default);
        if (measured is not null) Blobs[name.Location] = output.ToArray();
        return measured;
    }

    private SealedBlobReader ReaderNoting(ICollection<string>? fetched) => (location, sealedLength, offset, count, token) =>
    {
        var blob = Blobs[location];
        if (blob.Length != sealedLength) throw new SealBrokenException("The blob does not have the length of the file.");
        fetched?.Add($"{location.Split('/')[^1][..5]}:{offset}+{count}");
        return SealedBytes.ReaderOf(blob)(offset, count, token);
    };

    private ValueTask NoteAsync(SealedStream name, MemoryStream output, ReadOnlyMemory<byte> segment, CancellationToken cancellationToken)
    {
        var number = (uint)(output.Length / _layout.SegmentSize);
        output.Write(segment.Span);
        var header = output.GetBuffer().AsSpan(0, SegmentLayout.HeaderSize);
        var fileKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, Sample.Bytes(32), 32, [], "kpm.file.v1"u8.ToArray());
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, 32, header[1..33].ToArray(), BindingOf(name));
        var nonce = new byte[12];
        header[33..40].CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(7), number);
        Try(key, nonce, number == 0 ? segment.Span[SegmentLayout.HeaderSize..] : segment.Span);
        // Whether a segment is the last one makes no difference here: the same number twice under one key would be one too many.
        KeysAndNonces.Add($"{Convert.ToHexString(key)} {Convert.ToHexString(nonce.AsSpan(0, 11))}");
        if (number == 0) Headers.Add(Convert.ToHexString(header));
        return ValueTask.CompletedTask;
    }

    /// <summary>What is noted is what sealed: it opens the segment, as the last one or as another.</summary>
    private static void Try(byte[] key, byte[] nonce, ReadOnlySpan<byte> segment)
    {
        using var gcm = new AesGcm(key, SegmentLayout.TagSize);
        var plain = new byte[segment.Length - SegmentLayout.TagSize];
        try
        {
            gcm.Decrypt(nonce, segment[..^SegmentLayout.TagSize], segment[^SegmentLayout.TagSize..], plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            gcm.Decrypt([.. nonce[..11], 1], segment[..^SegmentLayout.TagSize], segment[^SegmentLayout.TagSize..], plain);
        }
    }

    /// <summary>What is bound, after docs/file-format.md.</summary>
    private static byte[] BindingOf(SealedStream name) => name switch
    {
        PartAttempt part => LengthPrefixed("kpm.part.v1", part.Asset.ToString(), part.Upload.ToString(), $"{part.Number}", part.Attempt.ToString()),
        PartTableName table => LengthPrefixed("kpm.parts.v1", table.Asset.ToString(), table.Upload.ToString(), table.Attempt.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static byte[] LengthPrefixed(params string[] parts) =>
        [.. parts.SelectMany(part => new byte[] { 0, 0, 0, (byte)part.Length }.Concat(Encoding.UTF8.GetBytes(part)))];
}
