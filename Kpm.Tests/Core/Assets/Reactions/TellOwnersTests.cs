using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;
using static Kpm.Tests.Core.Assets.AssetWorld;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Whoever relies on a person whose mails come back, or on a keeper who is no keep any more, is told.</summary>
public sealed class TellOwnersTests
{
    private static readonly UserId Dora = RandomPlan.Dora;
    private readonly AssetWorld _world = new();
    private readonly FakeWorkQueue<SendEmail> _emails = new();

    [Fact]
    public async Task Given_PlansForAPerson_When_TheirMailsComeBack_Then_EachOwnerGetsOneMailAndARepeatIsTheSame()
    {
        for (var number = 1; number <= 4; number++) _world.AddActiveAsset(number, number == 4 ? Cleo : Ana);
        await _world.ScheduleAsync(1, [AssetNo(1)], receivers: [Ben]);
        await _world.ScheduleAsync(2, [AssetNo(2)], receivers: [Ben, Cleo]);
        await _world.ScheduleAsync(3, [AssetNo(3)], receivers: [Cleo]);
        await _world.ScheduleAsync(4, [AssetNo(4)], owner: Cleo, receivers: [Ben]);

        for (var i = 0; i < 2; i++) await UnreachableAsync();

        _emails.Arrived.Select(sent => (sent.Work.Kind, sent.Work.About, sent.Work.Receiver)).Should().BeEquivalentTo(
            [(MailKind.KeepUnreachable, Ben, Ana), (MailKind.KeepUnreachable, Ben, Cleo)]);
    }

    [Fact]
    public async Task Given_APlanThatHasEndedOrIsTheirOwn_When_TheirMailsComeBack_Then_NobodyIsTold()
    {
        _world.AddActiveAsset(1, Ana);
        _world.AddActiveAsset(2, Ben);
        await _world.ScheduleAsync(1, [AssetNo(1)], receivers: [Ben]);
        await _world.ScheduleAsync(2, [AssetNo(2)], owner: Ben, receivers: [Ben]);
        var canceled = (await _world.Releases.FindAsync(ReleaseNo(1), default))!;
        canceled.Cancel(Ana, Now);
        await _world.Releases.SaveAsync(canceled, default);

        await UnreachableAsync();

        _emails.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AKeeper_When_TheirMailsComeBack_Then_TheOwnerIsTold()
    {
        await WatchedAsync(1, Ana, [Ben, Cleo]);

        await UnreachableAsync();

        _emails.Sent.Select(sent => (sent.Work.Kind, sent.Work.About, sent.Work.Receiver)).Should().BeEquivalentTo([(MailKind.KeepUnreachable, Ben, Ana)]);
    }

    [Fact]
    public async Task Given_KeepersOfEachOther_When_TheirKeepEnds_Then_EachOwnerGetsOneMailAndARepeatIsTheSame()
    {
        await WatchedAsync(1, Ana, [Ben, Cleo]);
        await WatchedAsync(2, Ana, [Ben]);
        await WatchedAsync(3, Ben, [Ana]);
        await WatchedAsync(4, Cleo, [Ben]);

        for (var i = 0; i < 2; i++) await Tell.OfEndedKeepAsync(Ana, Ben, "e1", default);

        _emails.Arrived.Select(sent => (sent.Work.Kind, sent.Work.About, sent.Work.Receiver)).Should().BeEquivalentTo(
            [(MailKind.KeeperMissing, Ben, Ana), (MailKind.KeeperMissing, Ana, Ben)]);
    }

    [Fact]
    public async Task Given_ALegacyThatHasEndedOrThatTheyOnlyReceive_When_TheKeepEnds_Then_NobodyIsTold()
    {
        var ended = await WatchedAsync(1, Ana, [Ben]);
        ended.Cancel(Ana, Now);
        await _world.Releases.SaveAsync(ended, default);
        _world.AddActiveAsset(2, Ana);
        await _world.ScheduleAsync(2, [AssetNo(2)], receivers: [Ben]);

        await Tell.OfEndedKeepAsync(Ben, Ana, "e1", default);

        _emails.Sent.Should().BeEmpty();
    }

    private TellOwners Tell => new(_world.Releases, _emails);

    private Task UnreachableAsync() => Tell.OfUnreachableAsync(Ben, "e1", default);

    private async Task<AssetRelease> WatchedAsync(int number, UserId owner, UserId[] keepers)
    {
        _world.AddActiveAsset(number, owner);
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetNo(number)], Receivers = [Dora], Keepers = keepers, Conditions = new ConditionDraft { Type = "inactivity" } };
        (await _world.ScheduleAsync(number, Plan(ReleaseType.Custom, draft, owner), owner)).IsFailure.Should().BeFalse();
        return (await _world.Releases.FindAsync(ReleaseNo(number), default))!;
    }
}
