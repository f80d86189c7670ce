namespace Kpm.Tests.Functions.Adapters.Mail;

/// <summary>No mail changes unseen: what is sent is what was looked at.</summary>
public sealed class GoldenMailTests
{
    [Fact]
    public async Task Given_TheMailsThatWereLookedAt_When_RenderedAgain_Then_TheyAreTheSame()
    {
        var expected = Directory.EnumerateFiles(GoldenMails.Folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

        var rendered = await GoldenMails.FilesAsync();

        rendered.Keys.Should().BeEquivalentTo(expected.Keys, "make docs writes them");
        foreach (var (name, text) in rendered) text.Should().Be(expected[name], "{0} was looked at; make docs writes it anew", name);
    }
}
