using System.Text;
using System.Text.Json;

namespace Kpm.Tests.Drill;

public sealed class DocumentLineTests
{
    private static readonly DateTimeOffset WrittenAt = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Fact]
    public void Given_ADocument_When_ItComesBack_Then_OnlyWhatTheStoreAddedIsGone()
    {
        var (body, partition) = Back(Line("""{"id":"a","pk":"Zoë","n":1.50,"big":9007199254740993,"_rid":"r","_self":"s","_etag":"e","_attachments":"x","_ts":1800000000,"_own":"stays"}""", null), WrittenAt)!.Value;

        partition.Should().Be("Zoë");
        body.Should().Be("""{"id":"a","pk":"Zoë","n":1.50,"big":9007199254740993,"_own":"stays"}""");
    }

    [Theory]
    [InlineData(",\"ttl\":100", -1, 60, 40)]
    [InlineData(",\"ttl\":100", 1000, 60, 40)]
    [InlineData("", 100, 60, 40)]
    [InlineData("", 100, 99, 1)]
    public void Given_ADocumentThatVanishes_When_ItComesBackLater_Then_ItLivesForWhatWasLeft(string ttl, int containerTtl, int later, int left)
    {
        var back = Back(Line($$"""{"id":"a","pk":"p"{{ttl}},"_ts":1800000000}""", containerTtl), WrittenAt.AddSeconds(later));

        back!.Value.Body.Should().Be($$"""{"id":"a","pk":"p","ttl":{{left}}}""");
    }

    [Theory]
    [InlineData(",\"ttl\":100", -1)]
    [InlineData("", 100)]
    public void Given_ADocumentThatWouldHaveVanished_When_ItsLineIsRead_Then_ItStaysAway(string ttl, int containerTtl) =>
        Back(Line($$"""{"id":"a","pk":"p"{{ttl}},"_ts":1800000000}""", containerTtl), WrittenAt.AddSeconds(100)).Should().BeNull();

    [Theory]
    [InlineData("", -1, "")]
    [InlineData(",\"ttl\":-1", 100, ",\"ttl\":-1")]
    [InlineData(",\"ttl\":100", null, ",\"ttl\":100")]
    public void Given_ADocumentThatStays_When_ItComesBackYearsLater_Then_ItStays(string ttl, int? containerTtl, string after) =>
        Back(Line($$"""{"id":"a","pk":"p"{{ttl}},"_ts":1800000000}""", containerTtl), WrittenAt.AddYears(5))!.Value.Body.Should().Be($$"""{"id":"a","pk":"p"{{after}}}""");

    private static string Line(string document, int? containerTtl)
    {
        var line = Encoding.UTF8.GetString(DocumentLine.Of(JsonDocument.Parse(document).RootElement, containerTtl));
        line.Should().EndWith("}\n").And.Subject.Count(character => character == '\n').Should().Be(1);
        return line;
    }

    private static (string Body, string PartitionKey)? Back(string line, DateTimeOffset now) =>
        DocumentLine.Read(line, now) is var (body, partition) ? (Encoding.UTF8.GetString(body), partition) : null;
}
