using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Notifications;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets;

/// <summary>Receivers in turn who cannot be reached: they keep the next from nothing.</summary>
public sealed class UnreachableInTurnTests
{
    private readonly TurnWorld _world = new();

    [Fact]
    public async Task Given_a_turn_When_the_account_of_its_receiver_is_removed_Then_the_next_is_told_at_once()
    {
        await _world.PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        var removed = new RemovedAccount(new RemovalId(Guid.AllBitsSet), AssetWorld.Ben, AssetWorld.Ben, _world.Assets.Clock.Now);

        foreach (var step in new[] { LeaveReleases.First, LeaveReleases.Second })
            (await new LeaveReleases(_world.Assets.Releases, _world.Assets.Clock, step).RunAsync(removed, default)).Should().BeTrue();
        await _world.Assets.SettleAsync();
        _world.State.NextCheckAt.Should().Be(_world.Assets.Clock.Now);
        await _world.PassAsync(TimeSpan.Zero);

        _world.Told.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        _world.State.Passed.Should().Equal(new PassedReceiver(AssetWorld.Ben, AssetWorld.Now, PassReason.Left));
        _world.Of<AssetReleasePassedOver>().Should().ContainSingle();
        (await _world.ClaimAsync(AssetWorld.Ben)).Should().Be(new Forbidden());
        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().BeNull();
    }

    [Fact]
    public async Task Given_a_receiver_whose_mail_comes_back_When_the_wait_is_over_Then_they_are_passed_over_and_the_next_is_told()
    {
        var (users, log, emails) = (new InMemoryUsers(), new InMemoryMailLog(), new FakeWorkQueue<SendEmail>());
        users.Put(UserAccount.Register(AssetWorld.Ben, new Registration(Username.FromStored("ben"), EmailAddress.FromStored("ben@example.com"), null, "hash", new ReferralCode("aB2cD"), null, IsFirst: false), AssetWorld.Now));
        var tell = new TellRelease(_world.Assets.Keeps, emails);
        await _world.PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        await tell.HandleAsync(_world.Of<AssetReleaseClaimable>().Single(), default);
        var mail = emails.Sent.Single().Work;
        var at = _world.Assets.Clock.Now += TimeSpan.FromMinutes(1);
        await log.StartAsync(mail, at, MailComposerWorld.Policy.Lease, default);
        await new NoteMailOutcomeHandler(log, users, _world.Assets.Clock).HandleAsync(new NoteMailOutcome(mail.MailId, MailOutcome.Bounced, at), default);
        (await users.FindAsync(AssetWorld.Ben, default))!.IsUnreachable.Should().BeTrue();

        await _world.PassAsync(TurnWorld.Wait);

        foreach (var happened in _world.Assets.Releases.Events.Where(happened => happened is AssetReleaseClaimable or AssetReleasePassedOver)) await tell.HandleAsync(happened, default);
        emails.Arrived.Select(sent => (sent.Work.Kind, sent.Work.Receiver)).Should().Equal(
            (MailKind.LegacyClaimable, AssetWorld.Ben), (MailKind.LegacyPassedOver, AssetWorld.Ana), (MailKind.LegacyClaimable, AssetWorld.Cleo));
        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().BeNull();
    }

    [Fact]
    public void Given_somebody_who_is_invited_When_planned_in_turn_Then_it_is_refused()
    {
        var invited = new Invitee("iaia@example.com", "iaia@example.com", "Iaia");
        var draft = TurnWorld.Draft(AssetWorld.Ben, AssetWorld.Cleo) with { Invited = [invited] };
        Refused(ReleasePlan.Check(ReleaseType.Custom, draft, AssetWorld.Ana, AssetWorld.Now));

        var inTurn = ReleasePlan.Check(ReleaseType.Custom, draft with { Invited = null }, AssetWorld.Ana, AssetWorld.Now).Value;
        Refused(inTurn.Revise(new ReleaseDraft { Receivers = [AssetWorld.Ben, AssetWorld.Cleo], Invited = [invited] }, AssetWorld.Ana));

        static void Refused(Result<ReleasePlan> checkedPlan) =>
            checkedPlan.Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().Equal(new FieldError("/receivers", new NobodyInvitedInTurn()));
    }
}
