using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>A silence that is for somebody who is invited and for Ben, with a wait that the owner has stated: Ben receives when the invited do not come.</summary>
public sealed class InvitedWaitInSilenceTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Wait = 30 * Day;
    private readonly SilenceDesk _silence = new(new InMemorySignsOfLife(), new RecentSigns());

    [Fact]
    public async Task Given_ASilenceThatIsDeliveredBySystem_When_TheInvitedDoNotComeInTheWait_Then_TheyArePassedOverAndTheOthersReceive()
    {
        var world = await StartAsync();
        await FallSilentAsync(world);
        world.Release.InvitedUntil.Should().Be(world.Clock.Now + Wait);
        for (var day = 1; day < 30; day++)
        {
            world.Clock.Now += Day;
            await LookAsync(world);
        }

        world.Emails.Arrived.Should().HaveCount(4, "they are told, and reminded while they may come");
        await world.DeliverMailAsync();
        world.Release.State.NextCheckAt.Should().Be(world.Clock.Now + Day);
        world.Release.Awaits(world.Invitation.Id).Should().BeTrue();

        world.Clock.Now += Day;
        await LookAsync(world);

        world.Release.IsExecuted.Should().BeTrue();
        world.Release.Recipients.Should().Equal(InvitationWorld.Ben);
        world.Releases.Events.OfType<AssetReleaseInvitedPassedOver>().Should().ContainSingle().Which.Invitations.Should().Equal(world.Invitation.Id);
        world.Invitation.State.Lifecycle.Should().Be(Lifecycle.Removed);
        world.Invitation.State.Sealed.Should().BeNull("the address is forgotten");
        (await world.SignUpAsync()).IsFailure.Should().BeTrue("it is too late");
    }

    [Fact]
    public async Task Given_AWait_When_TheInvitedComeBeforeItIsOver_Then_TheyReceive()
    {
        var world = await StartAsync();
        await FallSilentAsync(world);
        await world.DeliverMailAsync();
        world.Clock.Now += Wait - Day;
        (await world.SignUpAsync()).IsFailure.Should().BeFalse();
        await world.SettleAsync();

        world.Clock.Now += 2 * Day;
        await LookAsync(world);

        world.Release.Recipients.Should().HaveCount(2);
        world.Releases.Events.OfType<AssetReleaseInvitedPassedOver>().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AWait_When_ASignOfLifeEndsTheAttempt_Then_ItBeginsAnewWithTheNextSilence()
    {
        var world = await StartAsync();
        await FallSilentAsync(world);
        world.Clock.Now += Wait - Day;
        await world.ChangeAsync(release => release.EndAttempt(release.State.Attempt!.Value, world.Clock.Now));
        (world.Release.InvitedUntil, world.Release.State.Invited.Length).Should().Be((null, 1));

        await FallSilentAsync(world);

        world.Release.InvitedUntil.Should().Be(world.Clock.Now + Wait);
        world.Clock.Now += Wait - Day;
        await LookAsync(world);
        world.Release.State.Invited.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_ASignOfLifeThatIsNotToldYet_When_TheWaitIsOver_Then_NobodyIsPassedOver()
    {
        var world = await StartAsync();
        await FallSilentAsync(world);
        world.Clock.Now += Wait;
        await _silence.NoteAsync(InvitationWorld.Anna, SignKind.LogIn, world.Clock.Now, default);

        await LookAsync(world);

        (world.Release.IsActive, world.Release.State.Attempt, world.Release.State.Invited.Length).Should().Be((true, null, 1));
    }

    [Fact]
    public async Task Given_SomebodyWhoWasPassedOver_When_ASignOfLifeEndsTheAttempt_Then_TheyStayOut()
    {
        var world = await StartAsync(delivery: "claim");
        await FallSilentAsync(world);
        world.Clock.Now += Wait;
        await LookAsync(world);
        world.Releases.Events.OfType<AssetReleaseClaimable>().Should().ContainSingle().Which.Receivers.Should().Equal(InvitationWorld.Ben);

        await world.ChangeAsync(release => release.EndAttempt(release.State.Attempt!.Value, world.Clock.Now));

        world.Releases.Events.OfType<AssetReleaseHalted>().Single().WasAnnounced.Should().BeTrue();
        world.Release.State.Invited.Should().BeEmpty();
        world.Invitation.State.Lifecycle.Should().Be(Lifecycle.Removed);
    }

    private async Task<InvitationWorld> StartAsync(string delivery = "automatic")
    {
        await _silence.NoteAsync(InvitationWorld.Anna, SignKind.LogIn, InvitationWorld.Now, default);
        return await InvitationWorld.StartAsync("inactivity", draft => draft with { Receivers = [InvitationWorld.Ben], InvitedWaitDays = 30, Delivery = delivery });
    }

    /// <summary>What the timer does when it is due.</summary>
    private async Task LookAsync(InvitationWorld world)
    {
        if (world.Release.State.NextCheckAt is { } due && due <= world.Clock.Now)
            await new CheckDueReleaseHandler(world.Releases, new FakeKeeps(), _silence, world.Clock).HandleAsync(new CheckDueRelease(InvitationWorld.ReleaseId, due), default);
        await world.SettleAsync();
    }

    private async Task FallSilentAsync(InvitationWorld world)
    {
        var at = world.Clock.Now += 400 * Day;
        var silence = (await _silence.FindAsync(InvitationWorld.Anna, at, default))!;
        await world.ChangeAsync(release => release.Await(silence, [], at));
        await world.ChangeAsync(release => release.RecordSilence(release.State.Attempt!.Value, AttemptCause.Inactivity, new SilenceEvidence(silence.Since, silence.Signs, at), at));
        world.Release.IsInvitedDue.Should().BeTrue();
    }
}
