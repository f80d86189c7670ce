using CsCheck;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class SegmentLayoutTests
{
    [Theory]
    [InlineData(0, 1, 56)]
    [InlineData(1, 1, 57)]
    [InlineData(8, 1, 64)]
    [InlineData(9, 2, 81)]
    [InlineData(56, 2, 128)]
    [InlineData(57, 3, 145)]
    public void Given_SegmentsOf64Bytes_When_Counted_Then_LengthsAreTheDocumentedOnes(long plain, long segments, long sealedLength)
    {
        SealedBytes.Layout.SegmentCount(plain).Should().Be(segments);
        SealedBytes.Layout.SealedLength(plain).Should().Be(sealedLength);
    }

    [Fact]
    public void Given_TenGibibytes_When_Counted_Then_LengthsDoNotOverflow() =>
        FileFormat.FourMebibytes.Layout.SealedLength(10L << 30).Should().Be((10L << 30) + 40 + (2561 * 16));

    [Fact]
    public void Given_AnyLayoutAndLength_When_MappedBothWays_Then_ItIsTheSame() =>
        Gen.Select(Gen.Int[57, 300], Gen.Long[0, 100_000]).Sample((size, plain) =>
        {
            var layout = new SegmentLayout(size);
            return layout.PlainLength(layout.SealedLength(plain)) == plain;
        });

    [Fact]
    public void Given_AnyByte_When_ItsSegmentIsFound_Then_TheSegmentHoldsIt() =>
        Gen.Select(Gen.Int[57, 300], Gen.Long[0, 100_000]).Sample((size, offset) =>
        {
            var layout = new SegmentLayout(size);
            var segment = layout.SegmentOf(offset);
            var start = layout.PlainOffset(segment);
            return start <= offset && offset < start + layout.PlainCapacity(segment);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(55)]
    [InlineData(65)]
    [InlineData(80)]
    public void Given_ALengthThatNoFileHas_When_Mapped_Then_ItIsBroken(long sealedLength) =>
        FluentActions.Invoking(() => SealedBytes.Layout.PlainLength(sealedLength)).Should().Throw<SealBrokenException>();

    [Fact]
    public void Given_SegmentsWithoutRoom_When_Made_Then_TheyAreRefused() =>
        FluentActions.Invoking(() => new SegmentLayout(56)).Should().Throw<ArgumentOutOfRangeException>();
}
