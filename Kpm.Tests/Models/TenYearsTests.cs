using CsCheck;

namespace Kpm.Tests.Models;

public sealed class TenYearsTests(ITestOutputHelper output)
{
    private const int People = 1_000;

    [Fact]
    public async Task Given_AThousandPeople_When_TenYearsPass_Then_NothingIsReleasedFalselyNobodyIsForgottenAndMailsStayWithinTheirTerms()
    {
        var figures = await TenYears.RunAsync(PCG.Parse("0001ZZeiKv5N"), People);
        output.WriteLine(figures.ToString());
        figures.Should().BeEquivalentTo(new { FalseReleases = 0, Forgotten = 0, MailsBeyondTerms = 0 }, figures.ToString());
        figures.Released.Should().BePositive();
        figures.Attested.Should().BePositive();
        figures.Vetoed.Should().BePositive();
        figures.PausedOut.Should().BePositive();
    }
}
