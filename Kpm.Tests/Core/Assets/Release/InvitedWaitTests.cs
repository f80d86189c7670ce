using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Release;

/// <summary>Releases whose owner says for how long they wait for those who are invited.</summary>
public sealed class InvitedWaitTests
{
    private static readonly Invitee Iaia = new("iaia@example.com", "iaia@example.com", "Iaia");
    private static readonly Invitee Avi = new("avi@example.com", "avi@example.com", "Avi");
    private static readonly TimeSpan Wait = TimeSpan.FromDays(3);
    private readonly AssetWorld _world = new();

    public InvitedWaitTests() => _world.AddActiveAsset(1, AssetWorld.Ana);

    private AssetRelease Release => _world.Releases[AssetWorld.ReleaseNo(1)];

    [Fact]
    public async Task Given_AWait_When_ItIsOver_Then_TheInvitedArePassedOverOnceAndTheOthersCanClaim()
    {
        await ScheduleAsync(Draft([AssetWorld.Ben], [Iaia, Avi]));
        var invited = Release.State.Invited;
        Release.State.NextCheckAt.Should().Be(AssetWorld.Now + Wait, "it is over before they are reminded");
        await PassAsync(Wait - TimeSpan.FromMilliseconds(1));
        Release.State.Invited.Should().HaveCount(2);

        await PassAsync(TimeSpan.FromMilliseconds(1));
        await PassAsync(Wait);

        Release.State.Invited.Should().BeEmpty();
        _world.Releases.Events.OfType<AssetReleaseInvitedPassedOver>().Should().ContainSingle().Which.Invitations.Should().Equal(invited);
        _world.Releases.Events.OfType<AssetReleaseInvitationsChanged>().Last().RemovedInvitations.Should().Equal(invited);
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().ContainSingle().Which.Receivers.Should().Equal(AssetWorld.Ben);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_AWait_When_NobodyElseIsToReceive_Then_ItGoesOnWaitingUntilSomebodyIs()
    {
        await ScheduleAsync(Draft([], [Iaia, Avi]));
        await PassAsync(5 * Wait);
        Release.State.Invited.Should().HaveCount(2);
        (Release.State.NextCheckAt > _world.Clock.Now).Should().BeTrue("they are reminded");

        await new AdmitReceiver(_world.Releases, _world.Sealer, _world.Clock).HandleAsync(Release.Id, Release.State.Invited[0], AssetWorld.Cleo, default);
        await PassAsync(TimeSpan.Zero);

        Release.State.Invited.Should().BeEmpty();
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_NoWait_When_YearsPass_Then_NobodyIsPassedOver()
    {
        await ScheduleAsync(Draft([AssetWorld.Ben], [Iaia]) with { InvitedWaitDays = null });
        await PassAsync(TimeSpan.FromDays(2_000));
        Release.State.Invited.Should().ContainSingle();
        Release.InvitedUntil.Should().BeNull();
    }

    [Fact]
    public async Task Given_AnAcceptanceAndTheEndOfTheWaitAtTheSameMoment_When_Stored_Then_OneIsBeforeTheOther()
    {
        await ScheduleAsync(Draft([AssetWorld.Ben], [Iaia]));
        _world.Clock.Now += Wait;
        var late = Release;
        late.Admit(Release.State.Invited[0], AssetWorld.Cleo, Release.State.Sealed, _world.Clock.Now);
        await _world.CheckAsync(1);

        await FluentActions.Awaiting(() => _world.Releases.SaveAsync(late, default)).Should().ThrowAsync<ConcurrencyConflictException>();
        await _world.SettleAsync();
        Release.State.Receivers.Should().Equal(AssetWorld.Ben);
    }

    [Fact]
    public async Task Given_SomebodyWhoWasPassedOver_When_TheOwnerLooksAndChangesTheName_Then_TheyAreNotInvitedAgain()
    {
        await ScheduleAsync(Draft([AssetWorld.Ben], [Iaia]));
        await PassAsync(Wait);
        var get = new GetReleaseHandler(_world.Releases, _world.Rehearsals, _world.Sealer);
        (await get.HandleAsync(new GetRelease(Release.Id, AssetWorld.Ana, _world.Clock.Now), default)).Value.Content.Invited.Should().BeEmpty();

        await ReviseAsync(new ReleaseDraft { Name = "For you alone" });
        Release.State.Invited.Should().BeEmpty();
        await ReviseAsync(new ReleaseDraft { Receivers = [AssetWorld.Ben], Invited = [Iaia], InvitedWaitDays = 5 });
        Release.State.Invited.Should().ContainSingle();
        Release.InvitedUntil.Should().Be(_world.Clock.Now + TimeSpan.FromDays(5));
    }

    [Fact]
    public async Task Given_AWait_When_TheOwnerEndsIt_Then_ItWaitsForEver()
    {
        await ScheduleAsync(Draft([AssetWorld.Ben], [Iaia]));
        await ReviseAsync(new ReleaseDraft { InvitedWaitDays = 0 });
        await PassAsync(10 * Wait);
        (Release.State.Invited.Length, Release.State.InvitedWaitDays).Should().Be((1, null));
    }

    [Fact]
    public async Task Given_AWaitThatIsOver_When_ThePlanIsRehearsed_Then_TheOthersClaim()
    {
        await ScheduleAsync(Draft([AssetWorld.Ben], [Iaia]));
        PlayedRelease.Play(Release, null, [], AssetWorld.Now + Wait - TimeSpan.FromMilliseconds(1), new RehearsalPremise()).Release.IsExecuted.Should().BeFalse();
        PlayedRelease.Play(Release, null, [], AssetWorld.Now + Wait, new RehearsalPremise()).Release.Recipients.Should().Equal(AssetWorld.Ben);
    }

    [Fact]
    public async Task Given_PeopleWhoWerePassedOver_When_Told_Then_TheOwnerGetsOneMail()
    {
        var emails = new FakeWorkQueue<SendEmail>();
        var happened = new AssetReleaseInvitedPassedOver(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [new InvitationId(Guid.AllBitsSet)]) { EventId = "e1" };
        await new TellRelease(_world.Keeps, emails).HandleAsync(happened, default);
        emails.Arrived.Select(sent => (sent.Work.Kind, sent.Work.Receiver)).Should().Equal((MailKind.LegacyPassedOver, AssetWorld.Ana));
    }

    public static TheoryData<ReleaseDraft, Fault> Wrong => new()
    {
        { Draft([AssetWorld.Ben], [Iaia]) with { InvitedWaitDays = 0 }, new OutOfRange(1, 365) },
        { Draft([AssetWorld.Ben], [Iaia]) with { InvitedWaitDays = 366 }, new OutOfRange(1, 365) },
        { Draft([AssetWorld.Ben], []), new NobodyToWaitFor() },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Given_AWrongWait_When_Checked_Then_TheFieldIsNamed(ReleaseDraft draft, Fault fault) =>
        ReleasePlan.Check(ReleaseType.Transfer, draft, AssetWorld.Ana, AssetWorld.Now).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().Equal(new FieldError("/invited_wait_days", fault));

    [Fact]
    public void Given_APlanWithAWait_When_NobodyIsInvitedAnyMore_Then_TheTermGoes()
    {
        var plan = ReleasePlan.Check(ReleaseType.Transfer, Draft([AssetWorld.Ben], [Iaia]), AssetWorld.Ana, AssetWorld.Now).Value;
        plan.Revise(new ReleaseDraft { Receivers = [AssetWorld.Ben] }, AssetWorld.Ana).Value.InvitedWaitDays.Should().BeNull();
        plan.Revise(new ReleaseDraft { Receivers = [AssetWorld.Ben], InvitedWaitDays = 4 }, AssetWorld.Ana).Error.Should().BeOfType<ValidationFailed>();
        plan.Revise(new ReleaseDraft { Name = "Other" }, AssetWorld.Ana).Value.InvitedWaitDays.Should().Be(3);
    }

    private static ReleaseDraft Draft(UserId[] receivers, Invitee[] invited) =>
        new() { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = receivers, Invited = invited, ScheduledDate = 1, InvitedWaitDays = 3 };

    private async Task ScheduleAsync(ReleaseDraft draft)
    {
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Transfer, draft))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task ReviseAsync(ReleaseDraft changes)
    {
        (await _world.ReviseAsync(1, changes)).IsFailure.Should().BeFalse();
        await PassAsync(TimeSpan.Zero);
    }

    private Task PassAsync(TimeSpan time) => _world.PassAsync(1, time);
}
