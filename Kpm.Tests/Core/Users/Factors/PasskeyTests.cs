using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Core.Users.Factors;

public sealed class PasskeyTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private readonly UserAccount _account = UserAccount.Register(
        new UserId(Guid.CreateVersion7()),
        new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), null, "hash", new ReferralCode("aB2cD"), null, IsFirst: false),
        Now);

    [Fact]
    public void Given_ARegistration_When_BegunAgain_Then_TheSameOneStaysAndAnotherTakesItsPlace()
    {
        var first = Begin(Now);
        var version = _account.Version;
        _account.BeginPasskey(first with { Challenge = "other" }, Now).IsFailure.Should().BeFalse();
        (_account.Version, _account.State.PasskeyRegistration).Should().Be((version, first));

        var second = Begin(Now);

        _account.OpenRegistration(first.Id, Now).Should().BeNull();
        _account.OpenRegistration(second.Id, Now).Should().Be(second);
    }

    [Fact]
    public void Given_ARegistration_When_FiveMinutesOld_Then_ItIsOver()
    {
        var begun = Begin(Now);
        var over = Now + TimeSpan.FromMinutes(5);
        _account.OpenRegistration(begun.Id, over - TimeSpan.FromMilliseconds(1)).Should().Be(begun);
        _account.OpenRegistration(begun.Id, over).Should().BeNull();
        _account.AddPasskey(begun.Id, "Phone", Proven("a"), over).Error.Should().BeOfType<PasskeyNotFound>();
        new PasskeyChallenge(new PasskeyChallengeId(Guid.NewGuid()), "c", Now).IsOpen(over).Should().BeFalse();
    }

    [Fact]
    public void Given_AnAnswer_When_ItIsProven_Then_ThereIsAPasskeyAndTheUserIsTold()
    {
        var id = Add("a", signCount: 3);

        _account.State.Passkeys.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = id, Credential = "a", SignCount = 3, Name = "Phone", CreatedTs = Now, LastUsedTs = (Timestamp?)null });
        _account.RaisedEvents[^1].Should().BeOfType<PasskeyAdded>();
        _account.State.PasskeyRegistration.Should().BeNull();
        _account.AddPasskey(id, "Phone", Proven("b"), Now).Error.Should().BeOfType<PasskeyNotFound>("a registration makes one passkey");
        var version = _account.Version;
        _account.BeginPasskey(new PasskeyRegistration(id, "c", Now), Now).IsFailure.Should().BeFalse();
        _account.Version.Should().Be(version, "it is made already");
        _account.AddPasskey(Begin(Now).Id, "Again", Proven("a"), Now).Error.Should().BeOfType<PasskeyExists>();
    }

    [Fact]
    public void Given_TenPasskeys_When_OneMoreIsWanted_Then_ItIsRefused()
    {
        for (var i = 0; i < Passkey.MaximumCount - 1; i++) Add($"{i}");
        var begun = Begin(Now);
        _account.AddPasskey(begun.Id, "Tenth", Proven("tenth"), Now).IsFailure.Should().BeFalse();

        _account.BeginPasskey(new PasskeyRegistration(new PasskeyId(Guid.NewGuid()), "c", Now), Now).Error.Should().BeOfType<TooManyPasskeys>();
    }

    /// <summary>Web Authentication, level 3, section 6.1.1: a count that does not grow is a sign of a copy, unless there is none at all.</summary>
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(5, 6, true)]
    [InlineData(5, 4_294_967_295, true)]
    [InlineData(5, 5, false)]
    [InlineData(5, 4, false)]
    [InlineData(5, 0, false)]
    public void Given_ACount_When_AnotherFollows_Then_ItGrowsOrThereIsNone(long stored, long said, bool follows)
    {
        Add("a", stored);

        var used = _account.UsePasskey(_account.FindPasskey("a")!, said, Now + TimeSpan.FromHours(1));

        used.IsFailure.Should().Be(!follows);
        var passkey = _account.FindPasskey("a")!;
        passkey.SignCount.Should().Be(follows ? said : stored);
        (passkey.LastUsedTs is not null, passkey.SuspectedTs is not null).Should().Be((follows, !follows));
        (_account.RaisedEvents[^1] is PasskeySuspected).Should().Be(!follows);
        if (!follows) used.Error.Should().BeOfType<BadPasskey>();
    }

    [Fact]
    public void Given_TwoPasskeys_When_OneIsRemoved_Then_TheOtherStaysAndTheUserIsToldOnce()
    {
        var (first, second) = (Add("a"), Add("b"));

        _account.RemovePasskey(first, Now);
        _account.RemovePasskey(first, Now);

        _account.State.Passkeys.Select(passkey => passkey.Id).Should().Equal(second);
        _account.FindPasskey("a").Should().BeNull();
        _account.RaisedEvents.Should().ContainSingle(raised => raised is PasskeyRemoved);
    }

    [Fact]
    public void Given_ARemovedAccount_When_Erased_Then_NoPasskeyIsLeftAndNoneCanBeBegun()
    {
        Add("a");
        Begin(Now);
        _account.Remove(_account.Id, "", Now);

        _account.Erase(Now);

        _account.State.Passkeys.Should().BeEmpty();
        _account.State.PasskeyRegistration.Should().BeNull();
        _account.BeginPasskey(new PasskeyRegistration(new PasskeyId(Guid.NewGuid()), "c", Now), Now).Error.Should().BeOfType<UserNotFound>();
    }

    [Theory]
    [InlineData(" My phone ", "My phone")]
    [InlineData("家", "家")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    [InlineData("a\tb", null)]
    public void Given_AName_When_Read_Then_ItIsOneLineOfSomeLength(string? text, string? name)
    {
        var parsed = Passkey.ParseName(text);
        (parsed.IsFailure ? null : parsed.Value).Should().Be(name);
        Passkey.ParseName(new string('x', Passkey.MaximumNameLength + 1)).IsFailure.Should().BeTrue();
    }

    private static ProvenCredential Proven(string credential, long signCount = 0) => new(credential, [1], signCount, ["internal"]);

    private PasskeyRegistration Begin(Timestamp at)
    {
        var registration = new PasskeyRegistration(new PasskeyId(Guid.CreateVersion7()), "challenge", at);
        _account.BeginPasskey(registration, at).IsFailure.Should().BeFalse();
        return registration;
    }

    private PasskeyId Add(string credential, long signCount = 0)
    {
        var begun = Begin(Now);
        _account.AddPasskey(begun.Id, "Phone", Proven(credential, signCount), Now).IsFailure.Should().BeFalse();
        return begun.Id;
    }
}
