using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.User;

/// <summary>Sections 4.1.1 to 4.1.3, OPEN-06: usernames, referral codes, passwords.</summary>
public sealed class UserFieldTests
{
    [Theory]
    [InlineData("Anna_7", "anna_7")]
    [InlineData("__", "__")]
    [InlineData("12", "12")]
    [InlineData("abcdefghijklmno", "abcdefghijklmno")]
    public void Given_AValidUsername_When_Parsed_Then_ItIsInLowerCase(string text, string value) =>
        Username.Parse(text).Value.Value.Should().Be(value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("an na")]
    [InlineData("an-na")]
    [InlineData("an'na")]
    [InlineData("an.na")]
    [InlineData("an/na")]
    [InlineData("an#na")]
    public void Given_AnInvalidUsername_When_Parsed_Then_ItIsRefused(string? text) =>
        Username.Parse(text).Error.Should().BeOfType<InvalidUsername>();

    [Fact]
    public void Given_TheCodeAlphabet_When_Read_Then_ItHas55SymbolsAndNoLookAlikes()
    {
        ReferralCode.Alphabet.Distinct().Should().HaveCount(55);
        ReferralCode.Alphabet.Should().NotContainAny("l", "I", "1", "O", "0", "S", "5");
    }

    [Theory]
    [InlineData("abcDE", true)]
    [InlineData("abcd", false)]
    [InlineData("abcdef", false)]
    [InlineData("abcd0", false)]
    [InlineData("MERDA", false)]
    [InlineData(null, false)]
    public void Given_AReferralCode_When_Checked_Then_LengthAlphabetAndDeniedWordsCount(string? text, bool wellFormed) =>
        ReferralCode.IsWellFormed(text).Should().Be(wellFormed);

    [Theory]
    [InlineData(0, typeof(PasswordTooShort))]
    [InlineData(7, typeof(PasswordTooShort))]
    [InlineData(8, null)]
    [InlineData(96, null)]
    [InlineData(97, typeof(PasswordTooLong))]
    public void Given_APasswordOfALength_When_Checked_Then_8To96Pass(int length, Type? error) =>
        (new PasswordRule(new FakePasswords()).Check(new string('p', length)).Error?.GetType() == error).Should().BeTrue();

    /// <summary>Length first, then what everybody uses, then what is easy to guess; the score is told.</summary>
    [Fact]
    public void Given_APasswordThatIsEasyToGuess_When_Checked_Then_ItIsRefusedWithItsScore()
    {
        var rule = new PasswordRule(new FakePasswords());
        rule.Check("common password").Error.Should().BeOfType<PasswordTooCommon>();
        rule.Check("weak password").Error.Should().Be(new PasswordTooWeak(1));
        rule.Check("weak").Error.Should().BeOfType<PasswordTooShort>();
    }
}
