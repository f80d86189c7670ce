using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Tests.Fakes;
using static Kpm.Tests.Core.Assets.AssetWorld;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Whoever plans to leave something to a person whose mails come back is told.</summary>
public sealed class TellOwnersOfUnreachableTests
{
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

        for (var i = 0; i < 2; i++) await TellAsync();

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

        await TellAsync();

        _emails.Sent.Should().BeEmpty();
    }

    private Task TellAsync() => new TellOwnersOfUnreachable(_world.Releases, _emails).HandleAsync(Ben, "e1", default);
}
