using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Who is told of a release by mail (OPEN-43, OPEN-68, SEC-24).</summary>
public sealed class TellReleaseTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private readonly FakeKeeps _keeps = new();
    private readonly FakeWorkQueue<SendEmail> _emails = new();

    [Fact]
    public async Task Given_a_release_that_can_be_claimed_When_told_Then_each_receiver_gets_one_mail_and_a_repeat_is_the_same_mail()
    {
        var claimable = new AssetReleaseClaimable(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Cleo]) { EventId = "e1" };
        await TellAsync(claimable);
        await TellAsync(claimable);
        Sent().Should().Equal(($"LegacyClaimable", AssetWorld.Ana, AssetWorld.Ben), ("LegacyClaimable", AssetWorld.Ana, AssetWorld.Cleo));
    }

    [Fact]
    public async Task Given_an_owner_who_wishes_it_When_receivers_are_told_again_Then_each_keep_gets_one_mail_for_the_release()
    {
        _keeps.Strangers.Add(AssetWorld.Cleo);
        await TellAsync(new AssetReleaseForetold(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Cleo]) { EventId = "e1" });
        await TellAsync(new AssetReleaseForetold(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben]) { EventId = "e2" });
        Sent().Should().Equal(("LegacyScheduled", AssetWorld.Ana, AssetWorld.Ben));
    }

    [Fact]
    public async Task Given_a_keep_that_ended_When_the_system_cancels_Then_the_owner_is_told_why()
    {
        await TellAsync(Canceled(AssetRelease.Keepem, CancelReason.KeepMissing, wasAnnounced: false));
        Sent().Should().Equal(("LegacyReceiverMissing", AssetWorld.Ana, AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_a_receiver_who_is_no_keep_When_told_Then_they_get_nothing_from_a_stranger()
    {
        _keeps.Strangers.Add(AssetWorld.Ben);
        await TellAsync(new AssetReleaseClaimable(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben]) { EventId = "e1" });
        Sent().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_delivery_When_some_assets_failed_Then_the_receivers_hear_of_the_rest_and_the_owner_of_what_failed()
    {
        await TellAsync(new AssetReleaseDelivered(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben], [One], [AssetWorld.AssetNo(2)]) { EventId = "e1" });
        Sent().Should().Equal(("LegacyDelivered", AssetWorld.Ana, AssetWorld.Ben), ("LegacyNotDelivered", AssetWorld.Ana, AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_a_delivery_When_everything_failed_Then_only_the_owner_is_told()
    {
        await TellAsync(new AssetReleaseDelivered(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben], [], [One]) { EventId = "e1" });
        Sent().Should().Equal(("LegacyNotDelivered", AssetWorld.Ana, AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_a_release_that_follows_another_When_that_one_is_cancelled_Then_the_owner_is_told()
    {
        await TellAsync(new AssetReleasePrecedingCanceled(AssetWorld.ReleaseNo(2), AssetWorld.Ana, AssetWorld.ReleaseNo(1)) { EventId = "e1" });
        Sent().Should().Equal(("LegacyStranded", AssetWorld.Ana, AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_a_receiver_who_declines_When_they_are_no_keep_any_more_Then_the_owner_is_told_all_the_same()
    {
        _keeps.Strangers.Add(AssetWorld.Ben);
        await TellAsync(Canceled(AssetWorld.Ben.ToString(), CancelReason.Declined, wasAnnounced: true));
        Sent().Should().Equal(("LegacyCanceled", AssetWorld.Ben, AssetWorld.Ana), ("LegacyWithdrawn", AssetWorld.Ana, AssetWorld.Cleo));
    }

    [Fact]
    public async Task Given_the_system_When_it_cancels_what_nobody_had_heard_of_Then_only_the_owner_is_told()
    {
        await TellAsync(Canceled(AssetRelease.Keepem, CancelReason.AssetUnavailable, wasAnnounced: false));
        Sent().Should().Equal(("LegacyCanceled", AssetWorld.Ana, AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_an_owner_When_they_take_it_back_Then_those_who_had_been_told_are_told_and_the_owner_is_not()
    {
        await TellAsync(Canceled(AssetWorld.Ana.ToString(), CancelReason.Withdrawn, wasAnnounced: true));
        Sent().Should().Equal(("LegacyWithdrawn", AssetWorld.Ana, AssetWorld.Ben), ("LegacyWithdrawn", AssetWorld.Ana, AssetWorld.Cleo));
        _emails.Sent.Clear();
        await TellAsync(Canceled(AssetWorld.Ana.ToString(), CancelReason.Withdrawn, wasAnnounced: false));
        Sent().Should().BeEmpty("a plan that nobody had heard of was the owner's secret");
    }

    private static AssetReleaseCanceled Canceled(string by, CancelReason reason, bool wasAnnounced) =>
        new(AssetWorld.ReleaseNo(1), AssetWorld.Ana, [AssetWorld.Ben, AssetWorld.Cleo], [One], by, reason, wasAnnounced) { EventId = "e1" };

    private Task TellAsync(DomainEvent happened) => new TellRelease(_keeps, _emails).HandleAsync(happened, default);

    private IEnumerable<(string, UserId, UserId)> Sent() => _emails.Sent.Select(sent => sent.Work).DistinctBy(mail => mail.MailId).Select(mail => (mail.Kind.ToString(), mail.About!.Value, mail.Receiver!.Value));
}
