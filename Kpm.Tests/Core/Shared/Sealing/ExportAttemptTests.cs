using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class ExportAttemptTests
{
    private const string Location = "exports/018f0000-0000-7000-8000-0000000000c1/018f0000-0000-7000-8000-0000000000f1.zip.enc";
    private static readonly ExportId Export = EntityId.Parse<ExportId>("018f0000-0000-7000-8000-0000000000c1");
    private static readonly ExportAttempt Attempt = new(Export, Sample.Attempt.Attempt);

    [Fact]
    public void Given_AnAttempt_When_Located_Then_TheNameIsTheDocumentedOne() => Attempt.Location.Should().Be(Location);

    [Fact]
    public void Given_ALocation_When_Read_Then_ItIsTheAttempt() => ExportAttempt.At(Export, Location).Should().Be(Attempt);

    [Theory]
    [InlineData("")]
    [InlineData(".zip.enc")]
    [InlineData("exports/018f0000-0000-7000-8000-0000000000c2/018f0000-0000-7000-8000-0000000000f1.zip.enc")]
    [InlineData("exports/018f0000-0000-7000-8000-0000000000c1/018f0000-0000-7000-8000-0000000000f1.enc")]
    [InlineData("exports/018f0000-0000-7000-8000-0000000000c1/018F0000-0000-7000-8000-0000000000F1.zip.enc")]
    public void Given_AnotherName_When_Read_Then_ItIsBroken(string location) =>
        FluentActions.Invoking(() => ExportAttempt.At(Export, location)).Should().Throw<SealBrokenException>();

    /// <summary>The same bytes under the same key and ids, as another kind of stream, are not the same thing.</summary>
    [Fact]
    public async Task Given_AFileOfAnAsset_When_PutInThePlaceOfAnArchive_Then_ItDoesNotOpen()
    {
        var asFile = new FileAttempt(AssetId.Of(Export.Value), Attempt.Attempt);
        using var key = Sample.DataKey();
        using var blob = new MemoryStream();
        await SegmentedFile.SealAsync(key, asFile, SealedBytes.Layout, new MemoryStream(Sample.Bytes(10)), blob.WriteAsync, 10, default);

        await FluentActions.Awaiting(() => SegmentedFile.OpenAsync(key, Attempt, SealedBytes.Layout, 10, SealedBytes.ReaderOf(blob.ToArray()), 0, 10, Stream.Null, default))
            .Should().ThrowAsync<SealBrokenException>();
    }
}
