using System.Text.RegularExpressions;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Functions.Adapters.SecondFactors;
using Kpm.Functions.Adapters.Tokens;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions.Adapters.SecondFactors;

public sealed partial class CodeTests
{
    /// <summary>The secret of RFC 6238, appendix B, <c>12345678901234567890</c>, in base32.</summary>
    private static readonly TotpSecret RfcSecret = new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    private static readonly UserId User = new(Guid.CreateVersion7());
    private readonly OtpNetTotp _totp = new();

    /// <summary>RFC 6238, appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Given_TheVectorsOfTheRfc_When_Checked_Then_TheStepIsTheirs(long seconds, string code) =>
        _totp.TimeStepOf(RfcSecret, code, new Timestamp(seconds * 1000)).Should().Be(seconds / 30);

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Given_AClockThatIsOff_When_Checked_Then_OneStepEitherWayPasses(int seconds, bool passes) =>
        _totp.TimeStepOf(RfcSecret, "005924", new Timestamp((1234567890 + seconds) * 1000L)).Should().Be(passes ? 1234567890 / 30 : null);

    [Theory]
    [InlineData("")]
    [InlineData("5924")]
    [InlineData("0059240")]
    [InlineData("abcdef")]
    [InlineData("٠٠٥٩٢٤")]
    public void Given_WhatIsNoCode_When_Checked_Then_ItIsWrong(string code) =>
        _totp.TimeStepOf(RfcSecret, code, new Timestamp(1234567890_000)).Should().BeNull();

    [Fact]
    public void Given_Secrets_When_Made_Then_EachHas160BitsOfItsOwn()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => _totp.CreateSecret().Base32).ToList();
        secrets.Should().OnlyHaveUniqueItems().And.OnlyContain(secret => secret.Length == 32);
    }

    [Fact]
    public void Given_RecoveryCodes_When_Made_Then_ThereAreTenOf60Bits()
    {
        var codes = Codes(1).Create().Codes;
        codes.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.OnlyContain(code => Form().IsMatch(code));
        codes.Should().NotIntersectWith(Codes(1).Create().Codes);
    }

    [Fact]
    public void Given_ARecoveryCode_When_TypedInAnotherWay_Then_ItIsTheSameButForAnotherUserOrKeyItIsNot()
    {
        var digest = Codes(1).DigestOf(User, "0AB1-CD2E-FG3H");
        Codes(1).DigestOf(User, " 0ab1 cd2e fg3h ").Should().Be(digest);
        Codes(1).DigestOf(new UserId(Guid.CreateVersion7()), "0AB1-CD2E-FG3H").Should().NotBe(digest);
        Codes(2).DigestOf(User, "0AB1-CD2E-FG3H").Should().NotBe(digest);
        digest.Should().HaveLength(64);
    }

    private static RecoveryCodeSource Codes(byte key) => new(Options.Create(new TokenOptions { RecoveryKey = Convert.ToBase64String([.. Enumerable.Repeat(key, 32)]) }));

    [GeneratedRegex("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
