using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Tests.Core.Users.Session;

public sealed class LoginSessionTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);

    [Fact]
    public void Given_ASession_When_Rotated_Then_TheTokenIsReplacedAndTheLifetimeStartsAnew()
    {
        var session = Started();
        var later = Now + TimeSpan.FromDays(1);
        session.Rotate("first", "second", null, later).IsFailure.Should().BeFalse();
        session.State.RefreshHash.Should().Be("second");
        session.State.ExpiresTs.Should().Be(later + LoginSession.Lifetime);
    }

    [Fact]
    public void Given_ADeviceThatIsGone_When_Forgotten_Then_TheSessionGoesOnWithoutItAndARepeatChangesNothing()
    {
        var session = LoginSession.Start(SessionId.Of(Guid.NewGuid()), new NewSession(UserId.Of(Guid.NewGuid()), 0, "device", null, [], "first"), Now);
        session.ForgetDevice("another", Now);
        session.State.ClientId.Should().Be("device");

        session.ForgetDevice("device", Now);
        session.ForgetDevice("device", Now);

        session.State.ClientId.Should().BeNull();
        session.IsActive(Now).Should().BeTrue();
        session.Version.Should().Be(2);
    }

    [Fact]
    public void Given_ALostAnswer_When_ThePreviousTokenComesInsideTheWindow_Then_TheSuccessorIsTheSame()
    {
        var session = Started();
        session.Rotate("first", "second", null, Now);
        session.Rotate("first", "second", null, Now + LoginSession.ReplayWindow).IsFailure.Should().BeFalse();
        session.Version.Should().Be(2);
        session.State.RefreshHash.Should().Be("second");
    }

    [Fact]
    public void Given_ARotatedSession_When_ThePreviousTokenComesAfterTheWindow_Then_TheSessionEnds()
    {
        var session = Started();
        session.Rotate("first", "second", null, Now);
        var late = Now + LoginSession.ReplayWindow + TimeSpan.FromMilliseconds(1);
        session.Rotate("first", "second", null, late).Error.Should().BeOfType<InvalidToken>();
        session.IsActive(late).Should().BeFalse();
        session.Rotate("second", "third", null, late).Error.Should().BeOfType<InvalidToken>();
    }

    [Fact]
    public void Given_ASession_When_AnUnknownTokenComes_Then_TheSessionEnds()
    {
        var session = Started();
        session.Rotate("stolen", "next", null, Now).Error.Should().BeOfType<InvalidToken>();
        session.State.Lifecycle.Should().Be(Lifecycle.Removed);
    }

    [Fact]
    public void Given_ASession_When_ItsLifetimeIsOver_Then_ItIsNotActive()
    {
        var session = Started();
        session.IsActive(Now + LoginSession.Lifetime - TimeSpan.FromMilliseconds(1)).Should().BeTrue();
        session.IsActive(Now + LoginSession.Lifetime).Should().BeFalse();
        session.Rotate("first", "second", null, Now + LoginSession.Lifetime).Error.Should().BeOfType<InvalidToken>();
    }

    private static LoginSession Started() =>
        LoginSession.Start(DerivedId.From<SessionId>("1", "session"), new NewSession(DerivedId.From<UserId>("anna", "person"), 0, null, null, ["user"], "first"), Now);
}
