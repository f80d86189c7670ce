using Kpm.Core.Users.User;

namespace Kpm.Tests.Core.Users.User;

/// <summary>OPEN-04, OPEN-05: what is an address, and which two spellings are one mailbox.</summary>
public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("anna@example.org", "anna@example.org")]
    [InlineData("  Anna@Example.ORG ", "anna@example.org")]
    [InlineData("anna+kpm@example.org", "anna+kpm@example.org")]
    [InlineData("an.na_b-c@mail.example.org", "an.na_b-c@mail.example.org")]
    [InlineData("a@b.co", "a@b.co")]
    [InlineData("a@b.abcdefghij", "a@b.abcdefghij")]
    public void Given_AValidAddress_When_Parsed_Then_ItIsTrimmedAndInLowerCase(string text, string value) =>
        EmailAddress.Parse(text).Value.Value.Should().Be(value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anna.example.org")]
    [InlineData("@example.org")]
    [InlineData("an na@example.org")]
    [InlineData("anna@example")]
    [InlineData("anna@.org")]
    [InlineData("an'na@example.org")]
    [InlineData("an`na@example.org")]
    [InlineData("an;na@example.org")]
    [InlineData("anna@example.o")]
    [InlineData("anna@example.abcdefghijk")]
    public void Given_AnInvalidAddress_When_Parsed_Then_ItIsRefused(string? text) =>
        EmailAddress.Parse(text).Error.Should().BeOfType<InvalidEmail>();

    [Fact]
    public void Given_MoreThan254Characters_When_Parsed_Then_ItIsRefused()
    {
        EmailAddress.Parse(new string('a', 242) + "@example.org").IsFailure.Should().BeFalse();
        EmailAddress.Parse(new string('a', 243) + "@example.org").IsFailure.Should().BeTrue();
    }

    [Theory]
    [InlineData("an.na@gmail.com", "anna@gmail.com", true)]
    [InlineData("A.N.N.A@gmail.com", "anna@gmail.com", true)]
    [InlineData("an.na@example.org", "anna@example.org", false)]
    [InlineData("ANNA@example.org", "anna@example.org", true)]
    public void Given_TwoSpellings_When_Compared_Then_OnlyGmailIgnoresDots(string one, string other, bool same) =>
        (EmailAddress.Parse(one).Value.NormalizedKey == EmailAddress.Parse(other).Value.NormalizedKey).Should().Be(same);

    [Fact]
    public void Given_AnAddress_When_WrittenAsText_Then_ItIsNotShown() =>
        EmailAddress.Parse("anna@example.org").Value.ToString().Should().NotContain("anna");
}
