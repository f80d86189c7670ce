using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Queues;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.ServiceBus;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Events that documents remember as sent are sent again. A replay sees every document, hence a Cosmos DB of its own.</summary>
public sealed class EventReplayTests : IClassFixture<LocalStores>, IClassFixture<LocalBus>
{
    private static readonly Timestamp Start = SampleStates.Now;
    private readonly LocalStores _stores;
    private readonly LocalBus _bus;
    private readonly KeepStore _keeps;
    private readonly FakeWorkQueue<ReplayPage> _pages = new();
    private readonly EventReplay _replay;
    private Guid _run = Guid.CreateVersion7();

    public EventReplayTests(LocalStores stores, LocalBus bus)
    {
        (_stores, _bus) = (stores, bus);
        _keeps = new KeepStore(stores.Store(KeepStore.Mapping, bus.Publisher));
        _replay = new EventReplay(stores.Database, bus.Publisher, _pages);
        stores.Clock.Now = Start;
    }

    [Fact]
    public async Task Given_AContainer_When_AReplayStarts_Then_ThereIsWorkForEachInOneTransfer()
    {
        await _replay.StartAsync(_run, Start, default);

        _pages.Batches.Should().Equal(Outbox.Containers.Length);
        _pages.Arrived.Select(page => (page.Id, page.Work)).Should().BeEquivalentTo(Outbox.Containers.Select(container => ($"replay:{_run}:{container}:1", new ReplayPage(_run, container, Start, 1, null))));
    }

    [Fact]
    public async Task Given_EventsThatWereSent_When_Replayed_Then_ThoseSinceTheInstantAreSentUnderOtherMessageIdsAndTheDocumentStays()
    {
        var keep = await AddAsync();
        _stores.Clock.Now += TimeSpan.FromHours(1);
        await AcceptAsync(keep);
        var before = await DocumentAsync(keep);

        await ReplayAsync(Start + TimeSpan.FromHours(1));

        var first = _run;
        (await SentAsync(keep)).Should().BeEquivalentTo($"{keep}.1.0", $"{keep}.2.0", $"{keep}.2.0:replay:{first}");
        (await DocumentAsync(keep)).GetRawText().Should().Be(before.GetRawText());

        await ReplayAsync(Start);

        (await SentAsync(keep)).Should().BeEquivalentTo($"{keep}.1.0", $"{keep}.2.0", $"{keep}.2.0:replay:{first}", $"{keep}.1.0:replay:{_run}", $"{keep}.2.0:replay:{_run}");
        foreach (var queue in EventRouting.QueuesFor("app.keepem.keep_accepted.v1"))
        {
            var messages = (await _bus.AboutAsync(keep.ToString(), queue)).Where(message => message.MessageId.StartsWith($"{keep}.2.0", StringComparison.Ordinal)).ToList();
            messages.Select(message => message.Subject).Should().HaveCount(3).And.OnlyContain(subject => subject == "app.keepem.keep_accepted.v1");
            messages.Select(message => ReceivedEvent.TryParse(message.Body.ToString())!.Event()).Distinct().Should().ContainSingle("the event is the same").Which.EventId.Should().Be($"{keep}.2.0");
        }
    }

    [Fact]
    public async Task Given_AnEventThatStillWaits_When_Replayed_Then_ItIsLeftToTheSweep()
    {
        var cutOff = new KeepStore(_stores.Store(KeepStore.Mapping));
        var keep = NewKeep();
        await cutOff.AddAsync(keep, default);

        await ReplayAsync(Start);

        (await SentAsync(keep.Id)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_MoreDocumentsThanAPageHolds_When_Replayed_Then_AllAreFoundPageByPage()
    {
        var later = Start + TimeSpan.FromDays(10);
        _stores.Clock.Now = later;
        var keeps = new List<KeepId>();
        for (var i = 0; i < 120; i++) keeps.Add(await AddAsync());

        await ReplayAsync(later);

        _pages.Arrived.Should().NotBeEmpty().And.OnlyContain(page => page.Id == $"replay:{_run}:keeps:{page.Work.Number}" && page.Work.Continuation != null);
        (await SentAsync("")).Should().Contain(keeps.Select(keep => $"{keep}.1.0:replay:{_run}"));
    }

    /// <summary>After a rollback, documents may remember what only the newer program knows.</summary>
    [Fact]
    public async Task Given_AnEventOfANewerProgram_When_Replayed_Then_TheOthersAreSent()
    {
        var keep = await AddAsync();
        using var changed = await _stores.Database.GetContainer("keeps").PatchItemStreamAsync(keep.ToString(), new PartitionKey(keep.ToString()),
            [PatchOperation.Add("/sent/0", new { id = "x.1.0", type = "app.keepem.unheard_of.v9", sentts = Start.UnixMilliseconds })]);
        changed.EnsureSuccessStatusCode();

        await ReplayAsync(Start);

        (await SentAsync(keep)).Should().Contain($"{keep}.1.0:replay:{_run}");
    }

    [Fact]
    public async Task Given_AContainerWithoutOutboxes_When_Replayed_Then_TheWorkIsGivenUp() =>
        (await _replay.Awaiting(replay => replay.HandleAsync(new ReplayPage(_run, "mails", Start, 1, null), default)).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("container_unknown");

    /// <summary>Does the work for the container of keeps, page by page.</summary>
    private async Task ReplayAsync(Timestamp since)
    {
        _run = Guid.CreateVersion7();
        ReplayPage? next = new(_run, "keeps", since, 1, null);
        while (next is not null)
        {
            await _replay.HandleAsync(next, default);
            next = _pages.Arrived.Select(page => page.Work).SingleOrDefault(page => page.Run == _run && page.Number == next.Number + 1);
        }
    }

    private static TrustedKeep NewKeep() => TrustedKeep.Request(new KeepId(Guid.CreateVersion7()), SampleStates.Anna, SampleStates.Ben, "Sister", Start).Value;

    private async Task<KeepId> AddAsync()
    {
        var keep = NewKeep();
        await _keeps.AddAsync(keep, default);
        return keep.Id;
    }

    private async Task AcceptAsync(KeepId id)
    {
        var keep = (await _keeps.FindAsync(id, default))!;
        keep.Accept(SampleStates.Ben, null, _stores.Clock.Now);
        await _keeps.SaveAsync(keep, default);
    }

    private Task<IEnumerable<string>> SentAsync(KeepId keep) => SentAsync(keep.ToString());

    private async Task<IEnumerable<string>> SentAsync(string about) => (await _bus.AboutAsync(about, QueueNames.KeepsProject)).Select(message => message.MessageId);

    private Task<JsonElement> DocumentAsync(KeepId keep) => _stores.ReadAsync("keeps", keep.ToString(), keep.ToString());
}
