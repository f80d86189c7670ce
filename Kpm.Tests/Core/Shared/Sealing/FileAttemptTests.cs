using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class FileAttemptTests
{
    private const string Location = "018f/018f0000-0000-7000-8000-0000000000a1/018f0000-0000-7000-8000-0000000000f1.enc";

    [Fact]
    public void Given_AnAttempt_When_Located_Then_TheNameIsTheDocumentedOne() => Sample.Attempt.Location.Should().Be(Location);

    [Fact]
    public void Given_ALocation_When_Read_Then_ItIsTheAttempt() => FileAttempt.At(Sample.Asset, Location).Should().Be(Sample.Attempt);

    [Theory]
    [InlineData("")]
    [InlineData(".enc")]
    [InlineData("018f0000-0000-7000-8000-0000000000f1.enc")]
    [InlineData("018f/018f0000-0000-7000-8000-0000000000a2/018f0000-0000-7000-8000-0000000000f1.enc")]
    [InlineData("018f/018f0000-0000-7000-8000-0000000000a1/018f0000-0000-7000-8000-0000000000f1")]
    [InlineData("018f/018f0000-0000-7000-8000-0000000000a1/018F0000-0000-7000-8000-0000000000F1.enc")]
    public void Given_AnotherName_When_Read_Then_ItIsBroken(string location) =>
        FluentActions.Invoking(() => FileAttempt.At(Sample.Asset, location)).Should().Throw<SealBrokenException>();

    [Fact]
    public void Given_AFormat_When_Named_Then_ItIsFound() => FileFormat.Named("AES256-GCM-HKDF-4MB").Should().BeSameAs(FileFormat.FourMebibytes);

    [Fact]
    public void Given_AnUnknownFormat_When_Named_Then_ItIsBroken() =>
        FluentActions.Invoking(() => FileFormat.Named("none")).Should().Throw<SealBrokenException>();
}
