using CsCheck;

namespace Kpm.Tests.Models;

public sealed class TenYearsTests(ITestOutputHelper output)
{
    private const int People = 5_000;

    [Fact]
    public async Task Given_ThousandsOfPeople_When_TenYearsPass_Then_NothingIsReleasedFalselyNobodyIsForgottenAndMailsStayWithinTheirTerms()
    {
        var figures = await TenYears.RunAsync(PCG.Parse("0001ZZeiKv5N"), People);
        output.WriteLine(figures.ToString());
        figures.Hold();
    }
}
