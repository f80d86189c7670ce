using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>A file of four segments: bytes 0-63 (header and 8 bytes), 64-127, 128-191, 192-243.</summary>
public sealed class SegmentedFileTamperTests
{
    private const int PlainLength = 8 + 48 + 48 + 36;

    [Fact]
    public async Task Given_AFile_When_AnyByteIsAltered_Then_ItIsBroken()
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));

        for (var position = 0; position < sealedFile.Length; position++)
        {
            var altered = sealedFile.ToArray();
            altered[position] ^= 0x80;
            await BrokenAsync(() => SealedBytes.OpenAsync(altered), $"byte {position} was altered");
        }
    }

    [Fact]
    public async Task Given_AFile_When_OneSegmentIsAltered_Then_OnlyTheVerifiedOnesBeforeItAreWritten()
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));
        sealedFile[130] ^= 1;
        using var key = Sample.DataKey();
        using var output = new MemoryStream();

        await BrokenAsync(() => SegmentedFile.OpenAsync(
            key, Sample.Attempt, SealedBytes.Layout, PlainLength, SealedBytes.ReaderOf(sealedFile), 0, PlainLength, output, CancellationToken.None), "segment 2 was altered");

        output.ToArray().Should().Equal(Sample.Bytes(8 + 48));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(243)]
    [InlineData(209)]
    [InlineData(56)]
    [InlineData(39)]
    [InlineData(0)]
    public async Task Given_AFile_When_CutShort_Then_ItIsBroken(int length)
    {
        var cut = (await SealedBytes.SealAsync(Sample.Bytes(PlainLength)))[..length];

        await BrokenAsync(() => SealedBytes.OpenAsync(cut), "its own length is believed");
        await BrokenAsync(() => OpenWithRecordedLengthAsync(cut), "the recorded length is believed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(64)]
    public async Task Given_AFile_When_BytesAreAdded_Then_ItIsBroken(int count)
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));

        await BrokenAsync(() => SealedBytes.OpenAsync([.. sealedFile, .. new byte[count]]), "bytes were added");
    }

    [Fact]
    public async Task Given_AFileOfFullSegments_When_ItsLastSegmentIsRepeated_Then_ItIsBroken()
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(8 + 48));

        await BrokenAsync(() => SealedBytes.OpenAsync([.. sealedFile, .. sealedFile[64..]]), "a segment was repeated");
    }

    [Fact]
    public async Task Given_AFile_When_SegmentsAreSwapped_Then_ItIsBroken()
    {
        var file = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));
        byte[] swapped = [.. file[..64], .. file[128..192], .. file[64..128], .. file[192..]];

        await BrokenAsync(() => SealedBytes.OpenAsync(swapped), "segments 1 and 2 were swapped");
    }

    [Fact]
    public async Task Given_TwoSealsOfOneFile_When_ASegmentIsTakenFromTheOther_Then_ItIsBroken()
    {
        var one = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));
        var two = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));

        await BrokenAsync(() => SealedBytes.OpenAsync([.. one[..64], .. two[64..128], .. one[128..]]), "segment 1 is of another seal");
        await BrokenAsync(() => SealedBytes.OpenAsync([.. two[..40], .. one[40..]]), "the header is of another seal");
    }

    [Fact]
    public async Task Given_AFile_When_MovedToAnotherAssetOrAttempt_Then_ItIsBroken()
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(PlainLength));

        await BrokenAsync(() => SealedBytes.OpenAsync(sealedFile, 0, PlainLength, attempt: Sample.Attempt with { Asset = Sample.OtherAsset }), "another asset");
        await BrokenAsync(() => SealedBytes.OpenAsync(sealedFile, 0, PlainLength, attempt: Sample.Attempt with { Attempt = Guid.Parse("018f0000-0000-7000-8000-0000000000f2") }), "another attempt");
    }

    [Fact]
    public async Task Given_AnEmptyFile_When_Altered_Then_ReadingNothingIsBrokenToo()
    {
        var sealedFile = await SealedBytes.SealAsync([]);
        sealedFile[^1] ^= 1;

        await BrokenAsync(() => SealedBytes.OpenAsync(sealedFile), "the tag was altered");
    }

    private static async Task OpenWithRecordedLengthAsync(byte[] sealedFile)
    {
        using var key = Sample.DataKey();
        await SegmentedFile.OpenAsync(key, Sample.Attempt, SealedBytes.Layout, PlainLength, SealedBytes.ReaderOf(sealedFile), 0, PlainLength, Stream.Null, CancellationToken.None);
    }

    private static async Task BrokenAsync(Func<Task> opening, string because) => await opening.Should().ThrowAsync<SealBrokenException>(because);
}
