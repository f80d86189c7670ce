using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>A silence that is for somebody who is invited: they are told when it is met, each time that it is, and again while they do not come.</summary>
public sealed class InvitedSilenceTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Given_AFalseAlarm_When_TheSilenceIsMetAgain_Then_TheInvitedAreToldAgainAndCanCome()
    {
        var world = await InvitationWorld.StartAsync("inactivity");
        await FallSilentAsync(world);
        world.Emails.Arrived.Should().ContainSingle();

        await world.ChangeAsync(release => release.EndAttempt(release.State.Attempt!.Value, world.Clock.Now));
        world.Release.IsInvitedDue.Should().BeFalse();
        await FallSilentAsync(world);

        world.Emails.Arrived.Select(sent => sent.Work.Invitation).Should().Equal(world.Invitation.Id, world.Invitation.Id);
        await world.DeliverMailAsync();
        (await world.SignUpAsync()).IsFailure.Should().BeFalse();
        await world.SettleAsync();
        world.Release.State.Receivers.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AFalseAlarm_When_TheInvitedAskForAnotherMail_Then_ThereIsNoneUntilItIsMetAgain()
    {
        var world = await InvitationWorld.StartAsync("inactivity");
        await FallSilentAsync(world);
        await world.DeliverMailAsync();
        await world.ChangeAsync(release => release.EndAttempt(release.State.Attempt!.Value, world.Clock.Now));

        await AskAsync(world, Guid.Empty);
        world.Emails.Arrived.Should().ContainSingle("that there is a legacy is a secret of its owner again");

        await FallSilentAsync(world);
        await AskAsync(world, Guid.NewGuid());
        world.Emails.Arrived.Should().HaveCount(3);
    }

    [Fact]
    public async Task Given_SomebodyWhoDoesNotCome_When_YearsGoBy_Then_TheyAreRemindedLessAndLessOftenAndNeverForgotten()
    {
        var world = await InvitationWorld.StartAsync();
        var told = new List<int>();
        for (var day = 1; day <= 1000; day++)
        {
            world.Clock.Now += Day;
            if (world.Release.State.NextCheckAt > world.Clock.Now) continue;
            var before = world.Emails.Arrived.Count;
            await world.ChangeAsync(release => release.Announce(world.Clock.Now));
            world.Emails.Arrived.Should().HaveCount(before + 1, "a look that is due reminds once");
            told.Add(day);
        }

        told.Should().Equal(7, 14, 28, 56, 112, 224, 448, 813);
    }

    [Fact]
    public async Task Given_AMailThatIsStillToBeSent_When_TheOwnerAnswers_Then_ItIsNotSentAndTheSecretIsKept()
    {
        var world = await InvitationWorld.StartAsync("inactivity");
        await FallSilentAsync(world);
        await world.ChangeAsync(release => release.EndAttempt(release.State.Attempt!.Value, world.Clock.Now));

        (await world.DeliverMailAsync()).Should().BeFalse();

        await FallSilentAsync(world);
        (await world.DeliverMailAsync()).Should().BeTrue();
    }

    /// <summary>Whoever shuts the account of somebody who sends mails to strangers ends that; whoever cannot log in may die.</summary>
    [Theory]
    [InlineData("always", false)]
    [InlineData("inactivity", true)]
    public async Task Given_AnOwnerWhoseAccountIsShut_When_TheInvitedAreDue_Then_TheyAreToldOfASilenceOnly(string condition, bool areTold)
    {
        var world = await InvitationWorld.StartAsync(condition);
        if (areTold) await FallSilentAsync(world);
        (await world.DeliverMailAsync(isAnnaActive: false)).Should().Be(areTold);
    }

    /// <summary>A silence that is met goes on for the other leaf: that may take more than a year.</summary>
    [Fact]
    public async Task Given_InvitedWhoDoNotCome_When_TheAttemptGoesOn_Then_TheyAreRemindedMeanwhile()
    {
        var world = await InvitationWorld.StartAsync();
        var terms = new InactivityTerms(30, 2, 3, 5, 2);
        var due = world.Release.State with
        {
            Conditions = new ReleaseCondition.Any([new ReleaseCondition.All([new ReleaseCondition.Attestation(1, 1), new ReleaseCondition.AtPlace(0)]), new ReleaseCondition.Inactivity(terms)]),
            Delivery = DeliveryMode.Claim,
            Attempt = DerivedId.From<AttemptId>("one", "attempt"),
            AttemptCause = AttemptCause.Attestation,
            Attestations = [new Attestation(InvitationWorld.Ben, world.Clock.Now, 1)],
            Silence = new SilenceEvidence(world.Clock.Now, 1, world.Clock.Now) { Cause = AttemptCause.Attestation },
        };
        world.Releases.Put(AssetRelease.Load(InvitationWorld.ReleaseId, due, world.Release.Version));
        world.Release.IsInvitedDue.Should().BeTrue();

        world.Clock.Now += 31 * Day;
        await world.ChangeAsync(release => release.Await(new Silence(world.Clock.Now - (40 * Day), IsPaused: false, 1), [], world.Clock.Now));

        world.Release.State.AttemptCause.Should().Be(AttemptCause.Both);
        world.Release.State.NextCheckAt.Should().Be(world.Release.State.InvitedRemindAt).And.NotBeNull();
    }

    private static async Task FallSilentAsync(InvitationWorld world)
    {
        var at = world.Clock.Now += 400 * Day;
        await world.ChangeAsync(release => release.Await(new Silence(at - (400 * Day), IsPaused: false, 1), [], at));
        await world.ChangeAsync(release => release.RecordSilence(release.State.Attempt!.Value, AttemptCause.Inactivity, new SilenceEvidence(at - (400 * Day), 1, at), at));
        world.Release.IsInvitedDue.Should().BeTrue();
    }

    private static async Task AskAsync(InvitationWorld world, Guid request)
    {
        await world.Ask.HandleAsync(new AskForInvitation(request, world.Token), default);
        foreach (var (_, asked) in world.Asked.Sent.TakeLast(1)) await world.MailAgain.HandleAsync(asked, default);
    }
}
