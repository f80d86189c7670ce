using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

public sealed class PartNameTests
{
    private const string Folder = "018f/018f0000-0000-7000-8000-0000000000a1/018f0000-0000-7000-8000-0000000000b1/";
    private const string Location = Folder + "018f0000-0000-7000-8000-0000000000f1.table";
    private static readonly PartTableName Table = new(Sample.Asset, PartedBytes.Upload, Sample.Attempt.Attempt);

    [Fact]
    public void Given_NamesOfAnUpload_When_Located_Then_TheyAreTheDocumentedOnes()
    {
        Table.Location.Should().Be(Location);
        Table.NameOf(new FilePart(7, Sample.Attempt.Attempt, 1, "")).Location.Should().Be(Folder + "00007-018f0000-0000-7000-8000-0000000000f1.enc");
        PartAttempt.FolderOf(Sample.Asset, PartedBytes.Upload).Should().Be(Folder);
    }

    [Fact]
    public void Given_ALocation_When_Read_Then_ItIsTheName() => PartTableName.At(Sample.Asset, Location).Should().Be(Table);

    [Theory]
    [InlineData("")]
    [InlineData(".table")]
    [InlineData(Folder + "018f0000-0000-7000-8000-0000000000f1.enc")]
    [InlineData("018f/018f0000-0000-7000-8000-0000000000a2/018f0000-0000-7000-8000-0000000000b1/018f0000-0000-7000-8000-0000000000f1.table")]
    [InlineData("018f/018f0000-0000-7000-8000-0000000000a1/018f0000-0000-7000-8000-0000000000f1.table")]
    [InlineData(Folder + "018F0000-0000-7000-8000-0000000000F1.table")]
    public void Given_AnotherName_When_Read_Then_ItIsBroken(string location) =>
        FluentActions.Invoking(() => PartTableName.At(Sample.Asset, location)).Should().Throw<SealBrokenException>();

    [Fact]
    public void Given_AFormatInParts_When_Named_Then_ItIsFound() =>
        FileFormat.Named("AES256-GCM-HKDF-4MB-PARTS").Should().Be(FileFormat.FourMebibytes.InParts).And.NotBe(FileFormat.FourMebibytes);
}
