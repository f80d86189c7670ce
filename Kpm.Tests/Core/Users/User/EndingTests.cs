using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Core.Users.User;

/// <summary>How an account ends: OPEN-03, OPEN-07, OPEN-08, OPEN-10 and the cooling-off.</summary>
public sealed class EndingTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserId Admin = DerivedId.From<UserId>("admin", "person");

    [Fact]
    public void Given_ADisabledAccount_When_Removed_Then_ItIsRemoved()
    {
        var anna = Active();
        anna.Disable(Now).IsFailure.Should().BeFalse();
        anna.State.Lifecycle.Should().Be(Lifecycle.Inactive);
        anna.Activate(Now).Error.Should().BeOfType<UserNotFound>();
        anna.Remove(Admin, "", Now).IsFailure.Should().BeFalse();
        anna.State.Lifecycle.Should().Be(Lifecycle.Removed);
    }

    [Fact]
    public void Given_AnEndedAccount_When_EndedAgain_Then_NothingHappens()
    {
        var anna = Active();
        anna.Remove(Admin, "first", Now);
        var version = anna.Version;
        anna.Remove(Anna, "second", Now).IsFailure.Should().BeFalse();
        (anna.Version, anna.State.RemovedReason).Should().Be((version, "first"));
        anna.Disable(Now).Error.Should().BeOfType<UserNotFound>();
        anna.RequestClosing(Now).Error.Should().BeOfType<UserNotFound>();
        anna.ChangePassword("x", null, Now).Error.Should().BeOfType<UserNotFound>();
        anna.Update(new Profile("x", null, null), Now).Error.Should().BeOfType<UserNotFound>();
        anna.RequestEmailChange(EmailAddress.FromStored("a@b.cd"), default, Now).Error.Should().BeOfType<UserNotFound>();
        anna.Version.Should().Be(version);
    }

    [Fact]
    public void Given_TheOnlyAdmin_When_ItIsToEnd_Then_ItGoesOn()
    {
        var admin = UserAccount.Register(Admin, Facts(isFirst: true), Now);
        foreach (var refused in new[] { admin.Remove(Admin, "", Now), admin.Disable(Now), admin.RequestClosing(Now) })
            refused.Error.Should().BeOfType<LastAdmin>();
        admin.IsActive.Should().BeTrue();
    }

    [Fact]
    public void Given_AUserWhoWantsToLeave_When_TheyComeBackWithinFourteenDays_Then_TheAccountGoesOn()
    {
        var anna = Active();
        anna.RequestClosing(Now).IsFailure.Should().BeFalse();
        var due = anna.State.ClosingTs;
        due.Should().Be(Now + TimeSpan.FromDays(14));
        anna.RequestClosing(Now + TimeSpan.FromDays(1));
        anna.State.ClosingTs.Should().Be(due, "asking again does not put it off");
        anna.Close(due!.Value - TimeSpan.FromMilliseconds(1));
        anna.IsActive.Should().BeTrue();
        anna.CancelClosing(due.Value - TimeSpan.FromMilliseconds(1));
        anna.Close(due.Value);
        (anna.IsActive, anna.State.ClosingTs).Should().Be((true, null));
    }

    [Fact]
    public void Given_AUserWhoWantsToLeave_When_FourteenDaysHavePassed_Then_TheAccountIsRemovedByThem()
    {
        var anna = Active();
        anna.RequestClosing(Now);
        anna.Close(anna.State.ClosingTs!.Value);
        (anna.State.Lifecycle, anna.State.RemovedBy).Should().Be((Lifecycle.Removed, Anna));
        anna.RaisedEvents.Should().ContainSingle(raised => raised is UserRemoved);
    }

    [Fact]
    public void Given_AnAccountThatGoesOn_When_ItIsErased_Then_NothingIsLost()
    {
        var anna = Active();
        anna.Erase(Now);
        anna.State.Email.Should().Be("anna@example.com");
    }

    private static UserAccount Active()
    {
        var anna = UserAccount.Register(Anna, Facts(isFirst: false), Now);
        anna.Activate(Now);
        return anna;
    }

    private static Registration Facts(bool isFirst) =>
        new(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), "Anna", "hash", new ReferralCode("aB2cD"), null, isFirst);
}
