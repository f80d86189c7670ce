using System.Text;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>Bytes sealed by other programs after docs/file-format.md; what opens them today must open them for ever.</summary>
public sealed class SealVectorTests
{
    [Fact]
    public void Given_TheVectorOfARecord_When_Opened_Then_ItIsItsContent()
    {
        var payload = Convert.FromHexString("01a0a1a2a3a4a5a6a7a8a9aaab74d2569b3997964090d84c6babe4b60a08086b170844bdb7e8ced9eeca67723ec2e9");
        using var key = Sample.DataKey();

        Encoding.UTF8.GetString(RecordSeal.Open(key, Sample.Record, 1, payload)).Should().Be("""{"title":"Letter"}""");
    }

    [Fact]
    public void Given_TheVectorOfAWrap_When_Unwrapped_Then_TheDataKeyOpensTheRecord()
    {
        var wrapped = Convert.FromHexString("01a0a1a2a3a4a5a6a7a8a9aaabd116131eb360b577b7d27bcb7ff955a8072c4eef68023a714cf2e259884ab86ef0b829411fa496177114fd1571a868fb");
        var payload = Convert.FromHexString("01a0a1a2a3a4a5a6a7a8a9aaab74d2569b3997964090d84c6babe4b60a08086b170844bdb7e8ced9eeca67723ec2e9");
        using var userKey = Sample.UserKey();

        using var dataKey = userKey.Unwrap(new KeyWrap(Sample.Owner, 1, [.. wrapped]), Sample.Record);

        Encoding.UTF8.GetString(RecordSeal.Open(dataKey, Sample.Record, 1, payload)).Should().Be("""{"title":"Letter"}""");
    }

    [Theory]
    [InlineData("28404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f60616263646566d10796d51d67d100fa6e3ac5486e40fcb084e186433fb016f1f359132fa5cd2a641f0140d1a2798e815f6630849a1ac08708897ce8cafbb9190a885dbe45395e7019dfe220d3b65b1c22f8a4810810b5bd80d4421ec7939b4de2c50c25d37a55e84dba22e1023c7f2067f806700fc3775cfebf801a7e68eba4b29b2fd0e7a35dba4ce8d466e280c4a8baf6ef4c21ff1b44565670", 100)]
    [InlineData("28404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f60616263646566f2de9fea7ef5bf9f663102fb6b0ebee8", 0)]
    public async Task Given_TheVectorOfAFile_When_Opened_Then_ItIsThePlainFile(string sealedFile, int length) =>
        (await SealedBytes.OpenAsync(Convert.FromHexString(sealedFile))).Should().Equal(Sample.Bytes(length));
}
