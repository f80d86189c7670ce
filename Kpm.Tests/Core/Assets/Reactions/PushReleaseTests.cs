using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Notifications;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Who is told of a release by push (OPEN-43, OPEN-68, spec §13.3).</summary>
public sealed class PushReleaseTests
{
    private readonly FakeKeeps _keeps = new();
    private readonly PushWorld _world = new();

    public PushReleaseTests()
    {
        foreach (var person in new[] { AssetWorld.Ana, AssetWorld.Ben, AssetWorld.Cleo }) _world.LogIn(person, $"device of {person}");
    }

    [Fact]
    public async Task Given_AReleaseThatCanBeClaimed_When_Told_Then_EachReceiverGetsOneMessage()
    {
        var claimable = new AssetReleaseClaimable(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Cleo]) { EventId = "e1" };
        await TellAsync(claimable);
        await TellAsync(claimable);
        Sent().Should().Equal((PushKind.LegacyClaimable, AssetWorld.Ana, AssetWorld.Ben), (PushKind.LegacyClaimable, AssetWorld.Ana, AssetWorld.Cleo));
    }

    [Fact]
    public async Task Given_ALegacyToOneself_When_ItCanBeClaimed_Then_TheOwnerIsTold()
    {
        await TellAsync(new AssetReleaseClaimable(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ana]) { EventId = "e1" });
        Sent().Should().Equal((PushKind.LegacyClaimable, AssetWorld.Ana, AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_AReceiverWhoIsNoKeep_When_Told_Then_TheyGetNothingFromAStranger()
    {
        _keeps.Strangers.Add(AssetWorld.Ben);
        await TellAsync(new AssetReleaseClaimable(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben]) { EventId = "e1" });
        await TellAsync(Canceled(AssetWorld.Ana.ToString(), wasAnnounced: true) with { Receivers = [AssetWorld.Ben] });
        Sent().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ReceiversWhoHadBeenTold_When_TheOwnerOrTheSystemEndsIt_Then_TheyAreTold()
    {
        foreach (var by in new[] { AssetWorld.Ana.ToString(), AssetRelease.Keepem })
        {
            _world.Pushes.Sent.Clear();
            await TellAsync(Canceled(by, wasAnnounced: true));
            Sent().Should().Equal((PushKind.LegacyWithdrawn, AssetWorld.Ana, AssetWorld.Ben), (PushKind.LegacyWithdrawn, AssetWorld.Ana, AssetWorld.Cleo));
        }
    }

    [Fact]
    public async Task Given_AReceiverWhoDeclines_When_Told_Then_OnlyTheOthersAre()
    {
        await TellAsync(Canceled(AssetWorld.Ben.ToString(), wasAnnounced: true));
        Sent().Should().Equal((PushKind.LegacyWithdrawn, AssetWorld.Ana, AssetWorld.Cleo));
    }

    [Fact]
    public async Task Given_APlanThatNobodyHadHeardOf_When_ItEnds_Then_NobodyIsTold()
    {
        await TellAsync(Canceled(AssetWorld.Ana.ToString(), wasAnnounced: false));
        Sent().Should().BeEmpty();
    }

    private static AssetReleaseCanceled Canceled(string by, bool wasAnnounced) =>
        new(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Cleo], [AssetWorld.AssetNo(1)], by, CancelReason.Withdrawn, wasAnnounced) { EventId = "e1" };

    private Task TellAsync(DomainEvent happened) => new PushRelease(_keeps, _world.FanOut).HandleAsync(happened, default);

    private IEnumerable<(PushKind, UserId, UserId)> Sent() => _world.Pushes.Arrived.Select(sent => (sent.Work.Kind, sent.Work.About, sent.Work.User));
}
