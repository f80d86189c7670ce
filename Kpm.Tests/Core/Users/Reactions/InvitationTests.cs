using CsCheck;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Assets.Reactions;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>From the mail to the receiver: account, keep and release, whatever dies on the way and whatever happens meanwhile.</summary>
public sealed class InvitationTests
{
    private static readonly UserId Anna = InvitationWorld.Anna;
    private static readonly UserId Ben = InvitationWorld.Ben;

    [Fact]
    public async Task Given_AnInvitation_When_ItsHolderSignsUp_Then_ThereAreAnActiveAccountAKeepAndAReceiver()
    {
        var world = await InvitationWorld.StartAsync();

        var account = (await world.SignUpAsync()).Value;
        await world.SettleAsync();

        var user = world.Users[account];
        (user.IsActive, user.State.Email, user.State.Roles.Single()).Should().Be((true, InvitationWorld.Email, Role.User));
        var keep = world.Keeps.All.Should().ContainSingle().Subject;
        (keep.IsActive, keep.State.Requester, keep.State.Requested).Should().Be((true, Anna, account));
        (world.Release.State.Receivers.Single(), world.Release.State.Announced).Should().Be((account, true));
        world.Invitation.State.Lifecycle.Should().Be(Lifecycle.Inactive);
        world.Emails.Arrived.Should().ContainSingle("one invitation, one mail");
    }

    /// <summary>The process dies before every call that it makes, one run per call: the end is always the same.</summary>
    [Fact]
    public async Task Given_AProcessThatDiesBeforeAnyCall_When_TheSignUpIsRepeated_Then_TheEndIsTheSame()
    {
        var whole = await InvitationWorld.StartAsync();
        var calls = whole.Mortality.Calls;
        await whole.SignUpAsync();
        await whole.SettleAsync();
        var expected = whole.EndState();
        whole.Mortality.Calls.Should().BeGreaterThan(calls + 10);

        for (var call = calls + 1; call <= whole.Mortality.Calls; call++)
        {
            var world = await InvitationWorld.StartAsync();
            world.Mortality.DiesAt = call;
            await InvitationWorld.UntilItLivesAsync(async () => (await world.SignUpAsync()).IsFailure.Should().BeFalse());
            await world.SettleAsync();
            world.EndState().Should().Be(expected, $"it died before call {call}");
        }
    }

    [Fact]
    public async Task Given_MessagesThatComeTwice_When_AllIsDone_Then_TheEndIsTheSame()
    {
        var (once, twice) = (await InvitationWorld.StartAsync(), await InvitationWorld.StartAsync());
        await once.SignUpAsync();
        await once.SettleAsync();

        await twice.SignUpAsync();
        await twice.SettleAsync(times: 2);

        twice.EndState().Should().Be(once.EndState());
    }

    [Fact]
    public async Task Given_ASignUp_When_ItIsRepeated_Then_OnlyTheSameOneSucceeds()
    {
        var world = await InvitationWorld.StartAsync();
        var account = (await world.SignUpAsync()).Value;

        (await world.SignUpAsync()).Value.Should().Be(account, "before the invitation is taken up");
        (await world.SignUpAsync(password: "another password")).Error.Should().BeOfType<EmailTaken>();
        await world.SettleAsync();

        (await world.SignUpAsync()).Value.Should().Be(account, "and after");
        (await world.SignUpAsync(password: "another password")).Error.Should().BeOfType<BadAuthorizerToken>();
        (await world.AcceptAsync(Ben)).Error.Should().BeOfType<BadAuthorizerToken>();
        world.Users.All.Should().HaveCount(3);
    }

    [Fact]
    public async Task Given_AnAccountWithTheAddress_When_SomebodySignsUp_Then_NothingChangesAndTheAccountMayAccept()
    {
        var world = await InvitationWorld.StartAsync();
        await world.Claims.TryCreateAsync(new Kpm.Core.Shared.Claims.Claim(UserClaims.Email(InvitationWorld.Email), Ben.ToString(), InvitationWorld.Now, Confirmed: true), default);

        (await world.SignUpAsync()).Error.Should().BeOfType<EmailTaken>();
        await world.SettleAsync();
        (world.Invitation.IsOpen, world.Users.All.Count).Should().Be((true, 2));

        (await world.AcceptAsync(Ben)).IsFailure.Should().BeFalse();
        (await world.AcceptAsync(Ben)).IsFailure.Should().BeFalse("again");
        await world.SettleAsync();
        world.Release.State.Receivers.Should().Equal(Ben);
        world.Keeps.All.Should().ContainSingle().Which.IsActive.Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_AKeepThatWaits_When_TheInvitationIsAccepted_Then_ThatOneBecomesActive(bool isAskedByInvited)
    {
        var world = await InvitationWorld.StartAsync();
        var (requester, requested) = isAskedByInvited ? (Ben, Anna) : (Anna, Ben);
        var keep = TrustedKeep.Request(new KeepId(Guid.CreateVersion7()), requester, requested, "Friend", InvitationWorld.Now).Value;
        world.Keeps.Put(keep);
        await world.Claims.TryCreateAsync(new Kpm.Core.Shared.Claims.Claim(TrustedKeep.PairOf(Anna, Ben), keep.Id.ToString(), InvitationWorld.Now), default);

        await world.AcceptAsync(Ben);
        await world.SettleAsync();

        world.Keeps.All.Should().ContainSingle().Which.IsActive.Should().BeTrue();
        world.Release.State.Receivers.Should().Equal(Ben);
    }

    [Fact]
    public async Task Given_TheInviter_When_TheyAccept_Then_ItIsRefused()
    {
        var world = await InvitationWorld.StartAsync();
        (await world.AcceptAsync(Anna)).Error.Should().BeOfType<Kpm.Core.Users.Invitation.InvitationOfOneself>();
        world.Invitation.IsOpen.Should().BeTrue();
    }

    [Fact]
    public async Task Given_AnAccountThatIsGone_When_TheTwoAreToBecomeKeeps_Then_TheInvitationIsGivenUp()
    {
        var world = await InvitationWorld.StartAsync();
        await world.AcceptAsync(Ben);
        var ben = world.Users[Ben];
        ben.Remove(Ben, "because", InvitationWorld.Now);
        world.Users.Put(ben);

        await world.SettleAsync();

        (world.Invitation.State.Lifecycle, world.Keeps.All.Count, world.Release.State.Receivers.Length).Should().Be((Lifecycle.Removed, 0, 0));
    }

    [Fact]
    public async Task Given_ATokenThatEnded_When_AnotherIsAskedFor_Then_TheNewOneAcceptsAndOnlyItDoes()
    {
        var world = await InvitationWorld.StartAsync();
        var former = world.Token;
        world.Clock.Now += TimeSpan.FromDays(31);
        (await world.Tokens.UseOfAsync(former, world.Clock.Now, default)).Use.Should().Be(InvitationTokenUse.AskAgain);
        (await world.SignUpAsync()).Error.Should().BeOfType<BadAuthorizerToken>();

        await world.Ask.HandleAsync(new AskForInvitation(Guid.Empty, former), default);
        await world.Ask.HandleAsync(new AskForInvitation(Guid.Empty, $"{world.Invitation.Id}.guess"), default);
        await world.Ask.HandleAsync(new AskForInvitation(Guid.Empty, "nonsense"), default);
        world.Asked.Sent.Should().ContainSingle().Which.Work.Invitation.Should().Be(world.Invitation.Id);
        await world.DeliverMailAsync();

        (await world.Tokens.UseOfAsync(former, world.Clock.Now, default)).Use.Should().Be(InvitationTokenUse.AskAgain);
        (await world.Tokens.UseOfAsync(world.Token, world.Clock.Now, default)).Use.Should().Be(InvitationTokenUse.Accept);
        (await world.SignUpAsync()).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_ACancelledRelease_When_SomebodyHasTheToken_Then_ItIsGoodForNothingAndNothingIsMailed()
    {
        var world = await InvitationWorld.StartAsync();
        await world.Cancel.HandleAsync(new CancelRelease(InvitationWorld.ReleaseId, Anna, null, InvitationWorld.Now), default);
        await world.SettleAsync();

        (await world.Tokens.UseOfAsync(world.Token, InvitationWorld.Now, default)).Use.Should().Be(InvitationTokenUse.None);
        (await world.SignUpAsync()).Error.Should().BeOfType<BadAuthorizerToken>();
        (await world.AcceptAsync(Ben)).Error.Should().BeOfType<BadAuthorizerToken>();
        await world.Ask.HandleAsync(new AskForInvitation(Guid.Empty, world.Token), default);
        world.Asked.Sent.Should().BeEmpty();
        (await world.Letters.WriteAsync(world.Invitation.Id, isInviterActive: true, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_AnInviterWhoseKeyIsGone_When_TheMailIsToBeSent_Then_ThereIsNone()
    {
        var world = await InvitationWorld.StartAsync();
        world.Sealer.Erased.Add(Anna);
        (await world.Letters.WriteAsync(world.Invitation.Id, isInviterActive: true, default)).Should().BeNull();
    }

    /// <summary>A sign-up, an acceptance by somebody else and a cancellation, in any order and overlap, with messages that come twice.</summary>
    [Fact]
    public void Given_PeopleWhoActAtOnce_When_MessagesComeInAnyOrderAndNumber_Then_AllEndsConsistent() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.ULong).Sample(Run, iter: 500);

    private static void Run(bool signsUp, bool accepts, bool cancels, ulong seed)
    {
        var world = InvitationWorld.StartAsync().GetAwaiter().GetResult(); // the fakes answer at once
        var interleaver = new Interleaver(seed);
        world.Releases.BeforeAccess = world.Users.BeforeAccess = world.Keeps.BeforeAccess = world.Invitations.BeforeAccess = interleaver.PauseAsync;
        if (signsUp) interleaver.Add(() => world.SignUpAsync());
        if (accepts) interleaver.Add(() => world.AcceptAsync(Ben));
        if (cancels) interleaver.Add(() => world.Cancel.HandleAsync(new CancelRelease(InvitationWorld.ReleaseId, Anna, null, InvitationWorld.Now), default));

        interleaver.Run(() =>
        {
            foreach (var reaction in world.NewEvents().SelectMany(world.ReactionsTo)) interleaver.Add(reaction);
        });

        var (release, invitation) = (world.Release, world.Invitation);
        release.State.Receivers.Length.Should().BeLessThanOrEqualTo(1);
        world.Users.All.Count.Should().BeLessThanOrEqualTo(3);
        invitation.State.Lifecycle.Should().NotBe(Lifecycle.Active, "what was accepted comes to an end");
        invitation.IsOpen.Should().Be(release.IsActive && !release.State.Invited.IsEmpty, "it is open if and only if it is waited for");
        if (invitation.State.AcceptedBy is not { } by) return;
        world.Keeps.All.Should().ContainSingle().Which.IsParty(by).Should().BeTrue();
        if (release.IsActive) release.State.Receivers.Should().Equal(by);
    }
}
