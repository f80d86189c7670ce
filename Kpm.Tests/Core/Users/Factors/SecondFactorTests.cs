using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Core.Users.Factors;

public sealed class SecondFactorTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly SealedRecord Secret = new(1, [1], []);

    [Fact]
    public void Given_ASecretThatIsNotConfirmed_When_Looked_Then_ItGuardsNothingAndCanBeReplaced()
    {
        var account = Active();
        account.AddTotp(Secret, Now).IsFailure.Should().BeFalse();
        account.HasSecondFactor.Should().BeFalse();
        account.UseCode(Step(1), Now).Error.Should().BeOfType<SecondFactorNotFound>();
        account.AddTotp(Secret with { Schema = 2 }, Now).IsFailure.Should().BeFalse();
        account.State.SecondFactor!.Secret.Schema.Should().Be(2);
        account.RaisedEvents.Should().NotContain(raised => raised is SecondFactorAdded);
    }

    [Fact]
    public void Given_ASecret_When_ARightCodeConfirmsIt_Then_ItGuardsTheAccountAndThereAreCodes()
    {
        var account = Active();
        account.ConfirmTotp(Step(5), Codes("a"), Now).Error.Should().BeOfType<SecondFactorNotFound>();
        account.AddTotp(Secret, Now);
        account.ConfirmTotp(Wrong, Codes("a"), Now).Error.Should().BeOfType<SecondFactorInvalid>();
        account.HasSecondFactor.Should().BeFalse();

        account.ConfirmTotp(Step(5), Codes("a", "b"), Now).IsFailure.Should().BeFalse();

        account.HasSecondFactor.Should().BeTrue();
        account.State.SecondFactor!.RecoveryDigests.Should().Equal("a", "b");
        account.RaisedEvents[^1].Should().BeOfType<SecondFactorAdded>();
        account.AddTotp(Secret, Now).Error.Should().BeOfType<SecondFactorExists>();
        var version = account.Version;
        account.ConfirmTotp(Step(6), Codes("c"), Now).IsFailure.Should().BeFalse();
        account.Version.Should().Be(version, "confirming again changes nothing");
    }

    /// <summary>RFC 6238, section 5.2: a one-time password is accepted once.</summary>
    [Fact]
    public void Given_ATimeStepThatWasUsed_When_ItsCodeComesAgain_Then_ItAndEarlierOnesAreWrong()
    {
        var account = Guarded(step: 5);
        account.UseCode(Step(5), Now).Error.Should().BeOfType<SecondFactorInvalid>("it confirmed the app");
        account.UseCode(Step(6), Now).IsFailure.Should().BeFalse();
        account.UseCode(Step(6), Now).Error.Should().BeOfType<SecondFactorInvalid>();
        account.UseCode(Step(5), Now).Error.Should().BeOfType<SecondFactorInvalid>();
        account.UseCode(Step(7), Now).IsFailure.Should().BeFalse();
    }

    [Fact]
    public void Given_ARecoveryCode_When_Used_Then_ItWorksOnceAndTheUserIsTold()
    {
        var account = Guarded(5, "a", "b");
        account.UseCode(Recovery("a"), Now).IsFailure.Should().BeFalse();
        account.RaisedEvents[^1].Should().BeOfType<RecoveryCodeUsed>();
        account.UseCode(Recovery("a"), Now).Error.Should().BeOfType<SecondFactorInvalid>();
        account.State.SecondFactor!.RecoveryDigests.Should().Equal("b");
    }

    [Fact]
    public void Given_FiveWrongCodesInARow_When_ARightOneFollows_Then_ItIsNotLookedAtForFifteenMinutes()
    {
        var account = Guarded(5, "a");
        for (var i = 0; i < 5; i++) account.UseCode(Wrong, Now).Error.Should().BeOfType<SecondFactorInvalid>();

        account.UseCode(Step(6), Now).Error.Should().BeOfType<SecondFactorLocked>().Which.RetryAfterSeconds.Should().Be(15 * 60);
        account.UseCode(Recovery("a"), Now + TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1)).Error.Should().BeOfType<SecondFactorLocked>().Which.RetryAfterSeconds.Should().Be(1);
        account.UseCode(Step(6), Now + TimeSpan.FromMinutes(15)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public void Given_FourWrongCodes_When_ARightOneFollows_Then_TheCountBeginsAnew()
    {
        var account = Guarded(5);
        for (var step = 6; step < 10; step++)
        {
            for (var i = 0; i < 4; i++) account.UseCode(Wrong, Now).Error.Should().BeOfType<SecondFactorInvalid>();
            account.UseCode(Step(step), Now).IsFailure.Should().BeFalse();
        }
    }

    [Fact]
    public void Given_NewRecoveryCodes_When_Made_Then_TheFormerOnesDoNotWork()
    {
        var account = Guarded(5, "a");
        account.ReplaceRecoveryCodes(Codes("b"), Now).IsFailure.Should().BeFalse();
        account.RaisedEvents[^1].Should().BeOfType<RecoveryCodesMade>();
        account.UseCode(Recovery("a"), Now).Error.Should().BeOfType<SecondFactorInvalid>();
        account.UseCode(Recovery("b"), Now).IsFailure.Should().BeFalse();
        Active().ReplaceRecoveryCodes(Codes("b"), Now).Error.Should().BeOfType<SecondFactorNotFound>();
    }

    [Fact]
    public void Given_RecoveryCodes_When_WrittenDownOrTenMinutesOld_Then_TheyAreNotKept()
    {
        var account = Guarded(5, "a");
        account.ConfirmRecoveryCodes(Now).IsFailure.Should().BeFalse();
        account.State.SecondFactor!.Sheet.Should().BeNull();
        var late = Guarded(5, "a");
        late.State.SecondFactor!.Sheet!.IsReadable(Now + TimeSpan.FromMinutes(10)).Should().BeFalse();
        late.UseCode(Step(6), Now + TimeSpan.FromMinutes(9)).IsFailure.Should().BeFalse();
        late.State.SecondFactor!.Sheet.Should().NotBeNull();
        late.UseCode(Step(7), Now + TimeSpan.FromMinutes(10)).IsFailure.Should().BeFalse();
        late.State.SecondFactor!.Sheet.Should().BeNull();
    }

    [Fact]
    public void Given_ASecondFactor_When_Removed_Then_TheUserIsToldOnce()
    {
        var account = Guarded(5, "a");
        account.RemoveSecondFactor(Now);
        account.RemoveSecondFactor(Now);
        account.State.SecondFactor.Should().BeNull();
        account.RaisedEvents.Should().ContainSingle(raised => raised is SecondFactorRemoved);
    }

    private static CodeProof Wrong => new(null, "wrong");

    private static CodeProof Step(long step) => new(step, "wrong");

    private static CodeProof Recovery(string digest) => new(null, digest);

    private static NewRecoveryCodes Codes(params string[] digests) => new([.. digests], new RecoverySheet(Secret, Now));

    private static UserAccount Guarded(long step, params string[] digests)
    {
        var account = Active();
        account.AddTotp(Secret, Now);
        account.ConfirmTotp(Step(step), Codes(digests), Now);
        return account;
    }

    private static UserAccount Active() => UserAccount.Register(
        new UserId(Guid.CreateVersion7()),
        new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), null, "hash", new ReferralCode("aB2cD"), null, IsFirst: true),
        Now);
}
