using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Release;

/// <summary>Releases with receivers who are named by an address: who counts, what waits, and who is told.</summary>
public sealed class InvitedTests
{
    private static readonly Invitee Iaia = new("iaia@example.com", "iaia@example.com", "Iaia");
    private static readonly Invitee Avi = new("a.vi@gmail.com", "avi@gmail.com", "Avi");
    private readonly AssetWorld _world = new();
    private readonly AdmitReceiver _admit;
    private readonly InvitedLookup _lookup;

    public InvitedTests()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        _admit = new AdmitReceiver(_world.Releases, _world.Sealer, _world.Clock);
        _lookup = new InvitedLookup(_world.Releases, _world.Sealer);
    }

    private AssetRelease Release => _world.Releases[AssetWorld.ReleaseNo(1)];

    [Fact]
    public async Task Given_SomebodyInvited_When_TheTimeHasCome_Then_NobodyReceivesAndThatIsSaidOnce()
    {
        await ScheduleAsync([AssetWorld.Ben], [Iaia]);

        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<NotReady>();
        await _world.CheckAsync(1);
        await _world.SettleAsync();
        Release.IsInvitedDue.Should().BeTrue();
        Release.State.NextCheckAt.Should().Be(_world.Clock.Now + AssetRelease.FirstReminder, "nothing else is to be done until somebody accepts");
        _world.Releases.Events.OfType<AssetReleaseInvitedDue>().Should().ContainSingle();
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().BeEmpty();
        _world.Assets[AssetWorld.AssetNo(1)].State.HeldBy.Should().Be(AssetWorld.ReleaseNo(1));
    }

    [Fact]
    public async Task Given_ADateToCome_When_Scheduled_Then_TheInvitedAreNotDue()
    {
        await ScheduleAsync([], [Iaia], date: AssetWorld.Now.UnixMilliseconds + 60_000);

        Release.IsInvitedDue.Should().BeFalse();
        _world.Clock.Now += TimeSpan.FromMinutes(2);
        await _world.CheckAsync(1);
        Release.IsInvitedDue.Should().BeTrue();
    }

    [Fact]
    public async Task Given_AnInvitationThatIsTakenUp_When_TheReceiverIsAdmitted_Then_TheReleaseCanBeClaimed()
    {
        await ScheduleAsync([AssetWorld.Ben], [Iaia]);
        var invitation = Release.State.Invited.Single();

        await AdmitAsync(invitation, AssetWorld.Cleo);
        await AdmitAsync(invitation, AssetWorld.Cleo);

        Release.State.Receivers.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        Release.State.Invited.Should().BeEmpty();
        _world.Releases.Events.OfType<AssetReleaseReceiverAdmitted>().Should().ContainSingle();
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().ContainSingle().Which.Receivers.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_TwoInvited_When_OneAccepts_Then_TheOtherIsWaitedFor()
    {
        await ScheduleAsync([], [Iaia, Avi]);

        await AdmitAsync(Release.State.Invited[0], AssetWorld.Ben);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<NotReady>();
        await AdmitAsync(Release.State.Invited[0], AssetWorld.Cleo);

        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_AutomaticDelivery_When_TheLastInvitedAccepts_Then_TheSystemDelivers()
    {
        await ScheduleAsync([], [Iaia], delivery: "automatic");
        await _world.CheckAsync(1);
        Release.IsActive.Should().BeTrue();

        await AdmitAsync(Release.State.Invited[0], AssetWorld.Ben);
        await _world.CheckAsync(1);

        Release.IsExecuted.Should().BeTrue();
    }

    [Fact]
    public async Task Given_AReceiverAndTheOwner_When_TheySeeTheRelease_Then_OnlyTheOwnerSeesAddresses()
    {
        await ScheduleAsync([AssetWorld.Ben], [Iaia, Avi]);
        await AdmitAsync(Release.State.Invited[0], AssetWorld.Cleo);
        var get = new GetReleaseHandler(_world.Releases, _world.Rehearsals, _world.Sealer);

        var seenByOwner = (await get.HandleAsync(new GetRelease(Release.Id, AssetWorld.Ana, AssetWorld.Now), default)).Value;
        var seenByReceiver = (await get.HandleAsync(new GetRelease(Release.Id, AssetWorld.Cleo, AssetWorld.Now), default)).Value;

        seenByOwner.Content.Invited.Select(invitee => (invitee.Email, invitee.AcceptedBy)).Should().Equal((Iaia.Email, AssetWorld.Cleo), (Avi.Email, (UserId?)null));
        seenByReceiver.Content.Invited.Should().BeEmpty();
        _world.ReleaseRows.Rows.Where(row => row.Key.Role == ReleaseRole.Receiver).Should().OnlyContain(row => row.Value.Content.Invited.IsEmpty);
    }

    [Fact]
    public async Task Given_APlan_When_SomebodyIsTakenOutAndAnotherIsInvited_Then_TheFirstInvitationIsNamedAndTheOthersStay()
    {
        await ScheduleAsync([AssetWorld.Ben], [Iaia, Avi]);
        var (iaia, avi) = (Release.State.Invited[0], Release.State.Invited[1]);

        await ReviseAsync([AssetWorld.Ben], [Avi with { Email = "avi@gmail.com" }, Iaia with { AddressKey = "tia@example.com" }]);

        Release.State.Invited.Should().HaveCount(2).And.Contain(avi).And.NotContain(iaia);
        _world.Releases.Events.OfType<AssetReleaseInvitationsChanged>().Last().RemovedInvitations.Should().Equal(iaia);
        await ReviseAsync([AssetWorld.Ben], []);
        Release.State.Invited.Should().BeEmpty();
        Release.State.Announced.Should().BeTrue("nobody is waited for");
        await ReviseAsync([AssetWorld.Ben], [Iaia]);
        Release.State.Invited.Should().NotContain(iaia, "an invitation that was withdrawn is none again");
        (Release.IsInvitedDue, Release.State.Announced).Should().Be((true, false));
    }

    [Fact]
    public async Task Given_SomebodyWhoAccepted_When_ThePlanNamesTheAddressAgain_Then_ItStandsForTheAccount()
    {
        await ScheduleAsync([AssetWorld.Ben], [Iaia]);
        await AdmitAsync(Release.State.Invited[0], AssetWorld.Cleo);

        await ReviseAsync([AssetWorld.Ben], [Iaia with { Name = "Grandmother" }]);
        Release.State.Receivers.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        Release.State.Invited.Should().BeEmpty();

        await ReviseAsync([AssetWorld.Ben], []);
        await ReviseAsync([AssetWorld.Ben], [Iaia]);
        Release.State.Receivers.Should().Equal(AssetWorld.Ben);
        Release.State.Invited.Should().ContainSingle("whoever was taken out is invited like anybody");
    }

    [Fact]
    public async Task Given_AReceiverWhoLeaves_When_SomebodyIsStillInvited_Then_TheReleaseGoesOn()
    {
        await ScheduleAsync([AssetWorld.Ben], [Iaia]);
        var release = Release;

        release.RemoveReceiver(AssetWorld.Ben, AssetWorld.Now);

        (release.IsActive, release.State.Receivers.IsEmpty).Should().Be((true, true));
    }

    [Fact]
    public async Task Given_AReleaseThatEnded_When_Looked_Then_ItTellsTheInvitationsAndNoAddress()
    {
        await ScheduleAsync([], [Iaia]);
        (await _lookup.FindAsync(Release.Id, default))!.People.Should().ContainSingle().Which.Email.Should().Be(Iaia.Email);

        await _world.CancelAsync(1, AssetWorld.Ana);

        var ended = (await _lookup.FindAsync(Release.Id, default))!;
        (ended.IsOpen, ended.IsDue, ended.Invitations.Length, ended.People.Length).Should().Be((false, false, 1, 0));
        _world.Releases.Events.OfType<AssetReleaseInvitationsChanged>().Should().HaveCount(2);
        await AdmitAsync(Release.State.Invited[0], AssetWorld.Ben);
        Release.State.Receivers.Should().BeEmpty("it is too late");
        (await _lookup.FindAsync(AssetWorld.ReleaseNo(9), default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_APlanThatInvitesNobody_When_ItIsScheduledChangedAndCancelled_Then_NoEventTellsOfInvitations()
    {
        await ScheduleAsync([AssetWorld.Ben], []);
        await _world.ReviseAsync(1, new ReleaseDraft { Name = "Other" });
        await _world.CancelAsync(1, AssetWorld.Ana);

        _world.Releases.Events.OfType<AssetReleaseInvitationsChanged>().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_TheSameRequestTwice_When_Scheduled_Then_TheInvitationsAreTheSame()
    {
        await ScheduleAsync([], [Iaia]);
        var before = Release.State.Invited;

        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Transfer, Draft([], [Iaia])))).IsFailure.Should().BeFalse();

        Release.State.Invited.Should().Equal(before);
    }

    [Fact]
    public async Task Given_AnOwnerWhoAsksForAnotherMail_When_ItIsTooEarlyOrNotTheirs_Then_ItIsRefused()
    {
        var queue = new FakeWorkQueue<SendInvitation>();
        var remind = new RemindInvitedHandler(_world.Releases, queue);
        await ScheduleAsync([], [Iaia], date: AssetWorld.Now.UnixMilliseconds + 60_000);
        var (release, invitation, request) = (Release.Id, Release.State.Invited[0], Guid.Empty);

        (await remind.HandleAsync(new RemindInvited(request, release, invitation, AssetWorld.Ana), default)).Error.Should().BeOfType<NotReady>();
        (await remind.HandleAsync(new RemindInvited(request, release, invitation, AssetWorld.Ben), default)).Error.Should().BeOfType<Forbidden>();
        (await remind.HandleAsync(new RemindInvited(request, release, default, AssetWorld.Ana), default)).Error.Should().BeOfType<Forbidden>();
        (await remind.HandleAsync(new RemindInvited(request, AssetWorld.ReleaseNo(9), invitation, AssetWorld.Ana), default)).Error.Should().BeOfType<Forbidden>();
        queue.Sent.Should().BeEmpty();
        _world.Clock.Now += TimeSpan.FromMinutes(2);
        await _world.CheckAsync(1);

        (await remind.HandleAsync(new RemindInvited(request, release, invitation, AssetWorld.Ana), default)).IsFailure.Should().BeFalse();
        queue.Sent.Should().ContainSingle().Which.Work.Invitation.Should().Be(invitation);
    }

    private static ReleaseDraft Draft(UserId[] receivers, Invitee[] invited, long date = 1, string? delivery = null) =>
        new() { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = receivers, Invited = invited, ScheduledDate = date, Delivery = delivery };

    private async Task ScheduleAsync(UserId[] receivers, Invitee[] invited, long date = 1, string? delivery = null)
    {
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Transfer, Draft(receivers, invited, date, delivery)))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task ReviseAsync(UserId[] receivers, Invitee[] invited)
    {
        (await _world.ReviseAsync(1, new ReleaseDraft { Receivers = receivers, Invited = invited })).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task AdmitAsync(InvitationId invitation, UserId receiver)
    {
        await _admit.HandleAsync(Release.Id, invitation, receiver, default);
        await _world.SettleAsync();
    }
}
