using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Who is told which step of a legacy.</summary>
public sealed partial class RecordHistoryTests
{
    private static readonly UserId Ana = AssetWorld.Ana;
    private static readonly UserId Ben = AssetWorld.Ben;
    private static readonly UserId Cleo = AssetWorld.Cleo;
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private static readonly ReleaseId Legacy = AssetWorld.ReleaseNo(1);
    private static readonly long Later = (AssetWorld.Now + TimeSpan.FromDays(1)).UnixMilliseconds;

    private readonly AssetWorld _world = new();
    private readonly InMemoryHistory _store;
    private readonly RecordHistory _record;
    private int _told;

    public RecordHistoryTests()
    {
        _world.AddActiveAsset(1, Ana);
        _world.AddActiveAsset(2, Ana);
        _store = new InMemoryHistory(_world.Sealer);
        _record = new RecordHistory(new HistoryBook(_store, _world.Sealer, _world.Clock), _world.Releases, _world.Keeps);
    }

    [Fact]
    public async Task Given_ALegacy_When_ItIsDelivered_Then_TheOwnerIsToldEveryStepAndTheReceiversThoseSinceItCouldBeClaimed()
    {
        await _world.ScheduleAsync(1, [One, Two], receivers: [Ben, Cleo]);
        await _world.SettleAsync();
        await _world.TriggerAsync(1, Cleo);
        await TellAsync();

        var since = new[] { "LegacyClaimable keepem", $"LegacyExecuted {Cleo} 1 2", "AssetDelivered keepem 1", "AssetDelivered keepem 2", "LegacyDelivered keepem 1 2" };
        (await StepsAsync(Ana)).Should().BeEquivalentTo([$"LegacyScheduled {Ana} 1 2", "LegacyReady keepem", .. since]);
        (await StepsAsync(Ben)).Should().BeEquivalentTo(since);
        (await StepsAsync(Cleo)).Should().BeEquivalentTo(since);
        _store.People.Should().HaveCount(3);
    }

    [Fact]
    public async Task Given_APlanThatWasNotAnnounced_When_TheOwnerWithdrawsIt_Then_TheReceiversNeverHearOfIt()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ben, Cleo], date: Later);
        await _world.SettleAsync();
        await _world.CancelAsync(1, Ana);
        await TellAsync();

        (await StepsAsync(Ana)).Should().Equal($"LegacyScheduled {Ana} 1", "LegacyReady keepem", $"LegacyCanceled {Ana} 1 withdrawn");
        _store.People.Should().Equal(Ana);
    }

    [Fact]
    public async Task Given_APlanThatWasNotAnnounced_When_AReceiverDeclines_Then_TheyAndTheOwnerAreToldAndNobodyElse()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ben, Cleo], date: Later);
        await _world.SettleAsync();
        await _world.CancelAsync(1, Ben);
        await TellAsync();

        (await StepsAsync(Ana)).Should().Contain($"LegacyCanceled {Ben} 1 declined");
        (await StepsAsync(Ben)).Should().Equal($"LegacyCanceled {Ben} 1 declined");
        (await StepsAsync(Cleo)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_APlanThatWasAnnounced_When_ItIsWithdrawn_Then_TheReceiversAreTold()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ben, Cleo]);
        await _world.SettleAsync();
        await _world.CancelAsync(1, Ana);
        await TellAsync();

        foreach (var receiver in new[] { Ben, Cleo }) (await StepsAsync(receiver)).Should().Equal("LegacyClaimable keepem", $"LegacyCanceled {Ana} 1 withdrawn");
    }

    [Fact]
    public async Task Given_AnAssetThatIsHeldElsewhere_When_TheSystemCancels_Then_OnlyTheOwnerIsTold()
    {
        await _world.ScheduleAsync(2, [One]);
        await _world.ScheduleAsync(1, [One]);
        await _world.SettleAsync();
        await TellAsync();

        (await StepsAsync(Ana, AssetWorld.ReleaseNo(1))).Should().Equal($"LegacyScheduled {Ana} 1", "LegacyCanceled keepem 1 asset_unavailable");
        (await StepsAsync(Ben, AssetWorld.ReleaseNo(1))).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AReceiverWhoLeaves_When_OthersStay_Then_OnlyTheyAndTheOwnerAreTold()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ben, Cleo], date: Later);
        await _world.SettleAsync();
        var release = (await _world.Releases.FindAsync(Legacy, default))!;
        release.RemoveReceiver(Ben, AssetWorld.Now);
        await _world.Releases.SaveAsync(release, default);
        await TellAsync();

        (await StepsAsync(Ana)).Should().Contain($"ReceiverLeft {Ben}");
        (await StepsAsync(Ben)).Should().Equal($"ReceiverLeft {Ben}");
        (await StepsAsync(Cleo)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_APlaceFoundBeforeTheDate_When_Claimed_Then_ItIsToldWhichEvidenceMetWhichLeaf()
    {
        var draft = new ReleaseDraft { Name = "For you", Assets = [One], Receivers = [Ben, Cleo], Location = "oak", ScheduledDate = Later };
        await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.TimeCapsule, draft));
        await _world.SettleAsync();
        await _world.TriggerAsync(1, Ben, "oak");
        _world.Clock.Now = new Timestamp(Later) + TimeSpan.FromMinutes(1);
        await _world.TriggerAsync(1, Cleo);
        await TellAsync();

        var found = new HistoryEvidence(0, EvidenceGrade.SelfReported, AssetWorld.Now, Ben);
        (await EvidenceAsync(Ana, HistoryKind.PlaceFound)).Should().Equal(found);
        (await EvidenceAsync(Ben, HistoryKind.PlaceFound)).Should().Equal(found);
        (await StepsAsync(Cleo)).Should().NotContain(step => step.StartsWith("PlaceFound", StringComparison.Ordinal));
        (await EvidenceAsync(Cleo, HistoryKind.LegacyExecuted)).Should().Equal(found, new HistoryEvidence(1, null, new Timestamp(Later + 1)));
    }

    [Fact]
    public async Task Given_APlan_When_ItIsChanged_Then_OnlyTheOwnerIsTold()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ben, Cleo], date: Later);
        await _world.ReviseAsync(1, new ReleaseDraft { Receivers = [Cleo] });
        await TellAsync();

        (await StepsAsync(Ana)).Should().Contain($"LegacyRevised {Ana}");
        _store.People.Should().Equal(Ana);
    }

    [Fact]
    public async Task Given_AReceiverWhoseKeyIsGone_When_NothingCanBeDelivered_Then_TheOthersAreToldAndNothingFails()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ben, Cleo]);
        await _world.SettleAsync();
        await _world.TriggerAsync(1, Cleo);
        _world.Sealer.Erased.Add(Ben);
        await _world.SettleAsync();
        await TellAsync();

        (await StepsAsync(Ana)).Should().Contain(["AssetNotDelivered keepem 1", "LegacyDelivered keepem"]);
        (await StepsAsync(Cleo)).Should().Contain(["AssetNotDelivered keepem 1", "LegacyDelivered keepem"]);
        _store.Of(Ben).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AReceiverWhoIsNoKeepAnyMore_When_TheSystemDelivers_Then_TheyLearnNothingOfIt()
    {
        var draft = new ReleaseDraft { Name = "For you", Assets = [One], Receivers = [Ben, Cleo], Delivery = "automatic", Conditions = new ConditionDraft { Type = "date", At = 1 } };
        await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft));
        _world.Keeps.Strangers.Add(Ben);
        await _world.SettleAsync();
        await _world.CheckAsync(1);
        await _world.SettleAsync();
        await TellAsync();

        var release = _world.Releases[AssetWorld.ReleaseNo(1)];
        release.State.PassedOver.Should().Equal(Ben);
        (await StepsAsync(Cleo)).Should().Contain("AssetDelivered keepem 1");
        _store.Of(Ben).Should().BeEmpty();
        var row = _world.ReleaseRows.Rows[(Ben, ReleaseRole.Receiver, release.Id)];
        (row.Lifecycle, row.Content, row.Assets.IsEmpty, row.Receivers.Single()).Should().Be((Lifecycle.Removed, ReleaseContent.Erased, true, Ben));
    }

    [Fact]
    public async Task Given_ALegacyToOneself_When_Delivered_Then_EachStepIsThereOnce()
    {
        await _world.ScheduleAsync(1, [One], receivers: [Ana]);
        await _world.SettleAsync();
        await _world.TriggerAsync(1, Ana);
        await TellAsync();

        (await StepsAsync(Ana)).Should().HaveCount(6).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Given_AnOwnerWhoLeavesAnAsset_When_ThereIsNoLegacy_Then_NobodyIsTold()
    {
        await _record.HandleAsync(new AssetOwnershipChanged(One, [Ben], [Ana, Ben], null), default);

        _store.People.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AnEventThatIsNoStep_When_ItComes_Then_ItFailsForGood()
    {
        var react = () => _record.HandleAsync(new AssetTrashed(One), default);
        (await react.Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("event_unknown");
    }

    [Fact]
    public async Task Given_AKeeperWhoIsNoKeepAnyMore_When_OthersSpeak_Then_TheyAreNotTold()
    {
        _world.Keeps.Strangers.Add(Cleo);
        DomainEvent[] spoken =
        [
            new AssetReleaseAttested(Legacy, Ana, Ben, [Ben, Cleo]),
            new AssetReleaseAttestationWithdrawn(Legacy, Ana, Ben, [Ben, Cleo]),
            new ReleaseAttemptPaused(DerivedId.From<AttemptId>("1", "attempt"), Legacy, Ana, Ben, [Ben, Cleo]),
        ];
        foreach (var (number, happened) in spoken.Index()) await _record.HandleAsync(happened with { EventId = $"{number}" }, default);

        _store.Of(Cleo).Should().BeEmpty();
        foreach (var told in new[] { Ana, Ben }) (await StepsAsync(told)).Should().BeEquivalentTo([$"Attested {Ben}", $"AttestationWithdrawn {Ben}", $"AttemptPaused {Ben}"]);
    }

    /// <summary>Lets everything happen, and tells it once.</summary>
    private async Task TellAsync()
    {
        await _world.SettleAsync();
        foreach (var happened in Events().Skip(_told)) await _record.HandleAsync(happened, default);
        _told = Events().Count();
    }

    private IEnumerable<DomainEvent> Events() => _world.Releases.Events.Concat(_world.Assets.Events.OfType<AssetOwnershipChanged>());

    /// <summary>What somebody was told of a legacy, in words: kind, by whom, the numbers of the assets, why.</summary>
    private async Task<IReadOnlyList<string>> StepsAsync(UserId person, ReleaseId? legacy = null)
    {
        var steps = new List<string>();
        foreach (var content in (await ContentsAsync(person)).Where(content => content.Legacy == (legacy ?? Legacy)))
        {
            var assets = string.Concat(content.Assets.Select(asset => asset == One ? " 1" : " 2"));
            steps.Add($"{content.Kind} {content.By}{assets}{(content.Reason is null ? "" : $" {content.Reason}")}");
        }

        return steps;
    }

    /// <summary>The evidence of the one step of this kind.</summary>
    private async Task<IEnumerable<HistoryEvidence>> EvidenceAsync(UserId person, HistoryKind kind) => (await ContentsAsync(person)).Single(content => content.Kind == kind).Evidence;

    private async Task<IReadOnlyList<HistoryContent>> ContentsAsync(UserId person)
    {
        var contents = new List<HistoryContent>();
        foreach (var entry in _store.Of(person)) contents.Add(await _world.Sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, default));
        return contents;
    }
}
