using System.IO.Compression;
using System.Security.Cryptography;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Archives;
using Kpm.Tests.Bench;

namespace Kpm.Tests.Functions.Adapters.Archives;

/// <summary>ZIP files that are written to a stream that cannot go back.</summary>
public sealed class ZipFormatTests
{
    private const long FourGibibytes = 4L * 1024 * 1024 * 1024;
    private static readonly Timestamp Now = new(1_800_000_000_000);

    [Fact]
    public async Task Given_Entries_When_Written_Then_TheyComeBackWithLengthAndDigest()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        using var output = new ForwardStream();
        await using (var zip = await new ZipFormat().BeginAsync(output, Now, default))
        {
            var file = await zip.AddFileAsync("assets/1/家 ñ.bin", (entry, token) => entry.WriteAsync(bytes, token).AsTask(), default);
            file.Should().Be(new Kpm.Core.Shared.Sealing.PlainFile(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
            (await zip.AddFileAsync("empty", (_, _) => Task.CompletedTask, default)).SizeBytes.Should().Be(0);
            await zip.AddDocumentAsync("a.json", new { FileName = "ñ", At = Now, Nothing = (string?)null }, default);
            await zip.AddDocumentAsync("list.json", CountAsync(), default);
        }

        using var archive = new ZipArchive(new MemoryStream(output.Written.ToArray()));
        archive.Entries.Select(entry => entry.FullName).Should().Equal("assets/1/家 ñ.bin", "empty", "a.json", "list.json");
        Read(archive, "assets/1/家 ñ.bin").Should().Equal(bytes);
        System.Text.Encoding.UTF8.GetString(Read(archive, "a.json")).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Be("""{"file_name":"ñ","at":1800000000000,"nothing":null}""");
        System.Text.Encoding.UTF8.GetString(Read(archive, "list.json")).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Should().Be("[1,2,3]");
        archive.Entries[0].LastWriteTime.DateTime.Should().Be(Now.ToDateTimeOffset().UtcDateTime);

        static async IAsyncEnumerable<int> CountAsync()
        {
            for (var i = 1; i <= 3; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }

    /// <summary>More entries than the first form of ZIP files can count.</summary>
    [Fact]
    public async Task Given_SeventyThousandEntries_When_Written_Then_AllAreThere()
    {
        const int Entries = 70_000;
        using var output = new ForwardStream();
        await using (var zip = await new ZipFormat().BeginAsync(output, Now, default))
        {
            for (var i = 0; i < Entries; i++)
            {
                var content = BitConverter.GetBytes(i);
                await zip.AddFileAsync($"assets/{i}", (entry, token) => entry.WriteAsync(content, token).AsTask(), default);
            }
        }

        using var archive = new ZipArchive(new MemoryStream(output.Written.ToArray()));
        archive.Entries.Should().HaveCount(Entries);
        BitConverter.ToInt32(Read(archive, "assets/69999")).Should().Be(69_999);
    }

    /// <summary>A longer entry than the first form of ZIP files can measure.</summary>
    [Fact]
    public async Task Given_AnEntryOfMoreThanFourGibibytes_When_Written_Then_ItAndTheNextAreWhole()
    {
        using var output = new ForwardStream();
        await using (var zip = await new ZipFormat().BeginAsync(output, Now, default))
        {
            var big = await zip.AddFileAsync("big", (entry, token) => new PatternStream(FourGibibytes + 1).CopyToAsync(entry, 64 * 1024, token), default);
            big.SizeBytes.Should().Be(FourGibibytes + 1);
            await zip.AddFileAsync("next", (entry, token) => entry.WriteAsync(new byte[] { 1, 2, 3 }, token).AsTask(), default);
        }

        using var archive = new ZipArchive(new MemoryStream(output.Written.ToArray()));
        archive.Entries[0].Length.Should().Be(FourGibibytes + 1);
        using (var content = archive.Entries[0].Open()) (await LengthAsync(content)).Should().Be(FourGibibytes + 1);
        Read(archive, "next").Should().Equal(1, 2, 3);
    }

    private static async Task<long> LengthAsync(Stream content)
    {
        var buffer = new byte[256 * 1024];
        long length = 0;
        for (int read; (read = await content.ReadAsync(buffer)) > 0;) length += read;
        return length;
    }

    private static byte[] Read(ZipArchive archive, string path)
    {
        using var content = archive.GetEntry(path)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Takes bytes one after the other; nobody can read them or go back.</summary>
    private sealed class ForwardStream : Stream
    {
        public MemoryStream Written { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Written.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Written.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Written.WriteAsync(buffer, offset, count, cancellationToken);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) Written.Dispose();
            base.Dispose(disposing);
        }
    }
}
