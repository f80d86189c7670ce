using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>A file in parts, sealed by another program after docs/file-format.md; what opens it today must open it for ever.</summary>
public sealed class PartVectorTests
{
    private const string PartOne = "28404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465662865e0c8bd3cd827ac734cfe977d4ed5fe9838713d3e650516174851adc06153f9a18f2b48bad91a65ca";
    private const string PartThree = "28707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f90919293949596f9124442e5b0639da60cbdc2ae3df592504d83";
    private const string Table = "28a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c67318751597622865f0dab7c0eca93016588bbdd1f1666e2f8c2d6c5aab224458fc0bc5125d520ed122d03272600b6da19790a78075d2241e862ec70c4ebb6d1f455498ed1f8108698794287022174b4c89c46c2a116a786d3b29a1f5fc9dccb37d04cbaf59dcc2eee47bf178915ee7a5ca4918498ee0facc5a9fc5742890c4b44b85e04f27cf2f82691c180bc915e4aab4b3e539e7ce3459843c2b9550494bd7100ba3198991591e2b78f0f468d5c2aaaf34f1c7a35e6025fd186a4bc0";

    [Fact]
    public async Task Given_TheVectorOfAFileInParts_When_Opened_Then_ItIsThePlainFile()
    {
        var name = new PartTableName(Sample.Asset, PartedBytes.Upload, Guid.Parse("018f0000-0000-7000-8000-0000000000f3"));
        var blobs = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [$"{PartAttempt.FolderOf(Sample.Asset, PartedBytes.Upload)}00001-018f0000-0000-7000-8000-0000000000f1.enc"] = Convert.FromHexString(PartOne),
            [$"{PartAttempt.FolderOf(Sample.Asset, PartedBytes.Upload)}00003-018f0000-0000-7000-8000-0000000000f2.enc"] = Convert.FromHexString(PartThree),
        };
        var sealedTable = Convert.FromHexString(Table);
        using var key = Sample.DataKey();
        using var output = new MemoryStream();

        var table = await PartedFile.OpenTableAsync(key, name, SealedBytes.Layout, new MemoryStream(sealedTable), sealedTable.Length, default);
        await PartedFile.OpenAsync(key, name, table, SealedBytes.Layout, (location, _, offset, count, token) => SealedBytes.ReaderOf(blobs[location])(offset, count, token), 0, 13, output, default);

        output.ToArray().Should().Equal(Sample.Bytes(13));
    }
}
