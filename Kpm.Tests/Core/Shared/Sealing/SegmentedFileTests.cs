using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class SegmentedFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(104)]
    [InlineData(105)]
    public async Task Given_ALengthAroundASegmentBoundary_When_SealedAndOpened_Then_ItIsTheSame(int length)
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(length));

        sealedFile.Length.Should().Be((int)SealedBytes.Layout.SealedLength(length));
        (await SealedBytes.OpenAsync(sealedFile)).Should().Equal(Sample.Bytes(length));
    }

    [Fact]
    public async Task Given_TheFormatOfNewFiles_When_SealedAndOpened_Then_ItIsTheSame()
    {
        var plain = RandomNumberGenerator.GetBytes((9 * 1024 * 1024) + 1);
        var layout = FileFormat.FourMebibytes.Layout;

        var opened = await SealedBytes.OpenAsync(await SealedBytes.SealAsync(plain, layout), layout);

        opened.AsSpan().SequenceEqual(plain).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AnyFile_When_AnyRangeIsRead_Then_ItEqualsTheSlice() =>
        await Gen.Select(Gen.Int[57, 90], Gen.Int[0, 400], Gen.Int[0, 400], Gen.Int[0, 400]).SampleAsync(async (size, length, a, b) =>
        {
            var layout = new SegmentLayout(size);
            var (offset, end) = (Math.Min(Math.Min(a, b), length), Math.Min(Math.Max(a, b), length));
            var plain = Sample.Bytes(length, first: size);

            var read = await SealedBytes.OpenAsync(await SealedBytes.SealAsync(plain, layout), offset, end - offset, layout);

            return read.AsSpan().SequenceEqual(plain.AsSpan(offset, end - offset));
        }, iter: 300);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 101)]
    [InlineData(100, 1)]
    [InlineData(101, 0)]
    [InlineData(1, long.MaxValue)]
    public async Task Given_ARangeOutsideTheFile_When_Read_Then_ItIsRefused(long offset, long count)
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(100));

        await FluentActions.Awaiting(() => SealedBytes.OpenAsync(sealedFile, offset, count)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(0, 100, "0+188")]
    [InlineData(3, 2, "0+64")]
    [InlineData(60, 1, "0+40 128+60")]
    [InlineData(10, 46, "0+40 64+64")]
    [InlineData(10, 47, "0+40 64+124")]
    public async Task Given_ARange_When_Read_Then_OnlyItsSegmentsAreFetchedAtOnce(long offset, long count, string fetched)
    {
        var source = SealedBytes.ReaderOf(await SealedBytes.SealAsync(Sample.Bytes(100)));
        var fetches = new List<string>();
        using var key = Sample.DataKey();

        await SegmentedFile.OpenAsync(key, Sample.Attempt, SealedBytes.Layout, 100, (from, length, token) =>
        {
            fetches.Add($"{from}+{length}");
            return source(from, length, token);
        }, offset, count, Stream.Null, CancellationToken.None);

        string.Join(' ', fetches).Should().Be(fetched);
    }

    [Fact]
    public async Task Given_OneFile_When_SealedManyTimes_Then_NoHeaderIsUsedTwice()
    {
        var headers = new List<string>();
        for (var i = 0; i < 100; i++) headers.Add(Convert.ToHexString((await SealedBytes.SealAsync(Sample.Bytes(1))).AsSpan(0, SegmentLayout.HeaderSize)));

        headers.Select(header => header[2..66]).Should().OnlyHaveUniqueItems("the salts differ");
        headers.Select(header => header[66..]).Should().OnlyHaveUniqueItems("the nonce prefixes differ");
    }

    [Fact]
    public async Task Given_AFile_When_Sealed_Then_LengthAndDigestAreThoseOfThePlainFile()
    {
        var plain = Sample.Bytes(200);
        using var key = Sample.DataKey();

        var measured = await SegmentedFile.SealAsync(key, Sample.Attempt, SealedBytes.Layout, new MemoryStream(plain), Stream.Null.WriteAsync, 200, CancellationToken.None);

        measured.Should().Be(new PlainFile(200, Convert.ToHexStringLower(SHA256.HashData(plain))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(56)]
    [InlineData(199)]
    public async Task Given_AFileThatIsTooLong_When_Sealed_Then_ItStops(long maximum)
    {
        using var key = Sample.DataKey();

        var measured = await SegmentedFile.SealAsync(
            key, Sample.Attempt, SealedBytes.Layout, new MemoryStream(Sample.Bytes(200)), Stream.Null.WriteAsync, maximum, CancellationToken.None);

        measured.Should().BeNull();
    }

    [Fact]
    public async Task Given_AFileOfManySegments_When_Sealed_Then_TwoBuffersServeThemAll()
    {
        using var key = Sample.DataKey();
        var buffers = new HashSet<byte[]>(ReferenceEqualityComparer.Instance);
        var segments = 0;

        await SegmentedFile.SealAsync(key, Sample.Attempt, SealedBytes.Layout, new MemoryStream(new byte[100_000]), (segment, _) =>
        {
            segments++;
            if (MemoryMarshal.TryGetArray(segment, out var bytes)) buffers.Add(bytes.Array!);
            return ValueTask.CompletedTask;
        }, long.MaxValue, CancellationToken.None);

        segments.Should().BeGreaterThan(2_000);
        buffers.Should().HaveCount(2);
    }
}
