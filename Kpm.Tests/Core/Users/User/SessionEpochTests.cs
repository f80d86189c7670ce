using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Core.Users.User;

/// <summary>SEC-03, SEC-04: which sessions an account admits.</summary>
public sealed class SessionEpochTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private readonly UserAccount _anna = UserAccount.Register(Anna, new Registration(Username.FromStored("anna"), EmailAddress.FromStored("anna@example.com"), null, "hash", new ReferralCode("aB2cD"), null, IsFirst: false), Now);

    [Fact]
    public void Given_TwoSessions_When_OneChangesThePassword_Then_OnlyThatOneIsAdmitted()
    {
        var (mine, other) = (Session("mine"), Session("other"));
        _anna.ChangePassword("new", mine.Id, Now);
        _anna.Admits(mine, Now).Should().BeTrue();
        _anna.Admits(other, Now).Should().BeFalse();
    }

    /// <summary>A log-in that checked the old password and is stored after the change carries the epoch that it saw.</summary>
    [Fact]
    public void Given_ALogInThatSawTheOldPassword_When_ItsSessionIsStoredAfterTheChange_Then_ItIsNotAdmitted()
    {
        var seen = _anna.State.SessionEpoch;
        _anna.ChangePassword("new", by: null, Now);
        _anna.Admits(Session("late", seen), Now).Should().BeFalse();
        _anna.Admits(Session("next", _anna.State.SessionEpoch), Now).Should().BeTrue();
    }

    [Fact]
    public void Given_ASparedSession_When_AllEndAgain_Then_ItIsOver()
    {
        var mine = Session("mine");
        _anna.ChangePassword("new", mine.Id, Now);
        _anna.ChangePassword("newer", by: null, Now);
        _anna.Admits(mine, Now).Should().BeFalse();
    }

    [Fact]
    public void Given_ASessionOfSomebodyElse_When_Asked_Then_ItIsNotAdmitted()
    {
        var other = LoginSession.Start(DerivedId.From<SessionId>("x", "session"), new NewSession(DerivedId.From<UserId>("ben", "person"), 0, null, null, ["user"], "hash"), Now);
        _anna.Admits(other, Now).Should().BeFalse();
        _anna.Admits(Session("mine"), Now + LoginSession.Lifetime).Should().BeFalse("it has expired");
    }

    private LoginSession Session(string name, int? epoch = null) =>
        LoginSession.Start(DerivedId.From<SessionId>(name, "session"), new NewSession(Anna, epoch ?? _anna.State.SessionEpoch, null, null, ["user"], "hash"), Now);
}
