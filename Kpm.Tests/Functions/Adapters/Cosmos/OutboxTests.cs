using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Queues;
using Kpm.Tests.Functions.Adapters.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What becomes of the events that a store commits with an aggregate. Sweeps see every document, hence a Cosmos DB of its own.</summary>
public sealed class OutboxTests : IClassFixture<LocalStores>, IClassFixture<LocalBus>
{
    private static readonly string[] Queues = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim];
    private readonly LocalStores _stores;
    private readonly LocalBus _bus;
    private readonly KeepStore _connected;
    private readonly KeepStore _cutOff;
    private readonly TrustedKeep _keep = TrustedKeep.Request(new KeepId(Guid.CreateVersion7()), SampleStates.Anna, SampleStates.Ben, "Sister", SampleStates.Now).Value;

    public OutboxTests(LocalStores stores, LocalBus bus)
    {
        (_stores, _bus) = (stores, bus);
        _connected = new KeepStore(stores.Store(KeepStore.Mapping, bus.Publisher));
        _cutOff = new KeepStore(stores.Store(KeepStore.Mapping));
        stores.Clock.Now = SampleStates.Now;
    }

    [Fact]
    public async Task Given_ABroker_When_AnAggregateIsAdded_Then_EveryReactionHasItsMessageAndTheOutboxIsEmpty()
    {
        await _connected.AddAsync(_keep, default);

        foreach (var queue in Queues)
        {
            var message = (await _bus.AboutAsync(_keep.Id.ToString(), queue)).Should().ContainSingle().Subject;
            (message.MessageId, message.Subject, message.ContentType).Should().Be(($"{_keep.Id}.1.0", "app.keepem.keep_requested.v1", CloudEvent.ContentType));
            using var body = JsonDocument.Parse(message.Body);
            body.RootElement.GetProperty("data").Deserialize<KeepRequested>(KpmJson.Options).Should().Be(_keep.RaisedEvents.Single());
        }

        await IsEmptyAsync();
    }

    [Fact]
    public async Task Given_NoBroker_When_AnAggregateIsAdded_Then_TheEventWaitsAndTheSweepSendsItWhenDue()
    {
        (await _cutOff.AddAsync(_keep, default)).Should().BeTrue();
        (await DocumentAsync()).GetProperty("outboxDue").GetInt64().Should().Be(SampleStates.Now.UnixMilliseconds + 15_000);

        _stores.Clock.Now += TimeSpan.FromMilliseconds(14_999);
        await SweepAsync();
        (await SentAsync()).Should().BeEmpty("the writer still has its time");

        _stores.Clock.Now += TimeSpan.FromMilliseconds(1);
        await SweepAsync();
        await SweepAsync();

        (await SentAsync()).Should().Equal($"{_keep.Id}.1.0");
        await IsEmptyAsync();
    }

    [Fact]
    public async Task Given_AnEventThatWaits_When_TheNextChangeIsSaved_Then_BothAreSentInOrder()
    {
        await _cutOff.AddAsync(_keep, default);
        var loaded = (await _connected.FindAsync(_keep.Id, default))!;
        loaded.Accept(SampleStates.Ben, null, SampleStates.Now);

        await _connected.SaveAsync(loaded, default);

        (await SentAsync()).Should().BeEquivalentTo($"{_keep.Id}.1.0", $"{_keep.Id}.2.0");
        await IsEmptyAsync();
    }

    [Fact]
    public async Task Given_AWriterThatDiedBeforeItClearedTheOutbox_When_Swept_Then_TheBrokerDropsTheRepeat()
    {
        await _cutOff.AddAsync(_keep, default);
        await _bus.Publisher.PublishAsync([.. (await DocumentAsync()).GetProperty("outbox").EnumerateArray()], default);

        _stores.Clock.Now += Outbox.GracePeriod;
        await SweepAsync();

        (await SentAsync()).Should().Equal($"{_keep.Id}.1.0");
        await IsEmptyAsync();
    }

    [Fact]
    public async Task Given_ADocumentThatWasWrittenAgain_When_AnEarlierWriterClearsTheOutbox_Then_TheEventsStay()
    {
        await _cutOff.AddAsync(_keep, default);
        var etag = (await DocumentAsync()).GetProperty("_etag").GetString()!;
        var loaded = (await _cutOff.FindAsync(_keep.Id, default))!;
        loaded.Accept(SampleStates.Ben, null, SampleStates.Now);
        await _cutOff.SaveAsync(loaded, default);

        await Outbox.ClearAsync(_stores.Database.GetContainer("keeps"), _keep.Id.ToString(), _keep.Id.ToString(), etag, [], [], _stores.Clock.Now, default);

        (await _stores.OutboxAsync("keeps", _keep.Id.ToString())).Should().Equal($"{_keep.Id}.1.0", $"{_keep.Id}.2.0");
        await RemembersAsync();
    }

    [Fact]
    public async Task Given_EventsThatWereSent_When_TheAggregateChanges_Then_ThoseOfTwoDaysStay()
    {
        await _connected.AddAsync(_keep, default);
        await RemembersAsync($"{_keep.Id}.1.0");

        _stores.Clock.Now += SentEvents.Retention;
        await ChangeAsync(_connected, keep => keep.Accept(SampleStates.Ben, null, _stores.Clock.Now));
        await RemembersAsync($"{_keep.Id}.1.0", $"{_keep.Id}.2.0");

        _stores.Clock.Now += TimeSpan.FromMilliseconds(1);
        await ChangeAsync(_connected, keep => keep.Decline(SampleStates.Ben, null, _stores.Clock.Now));
        await RemembersAsync($"{_keep.Id}.2.0", $"{_keep.Id}.3.0");
    }

    /// <summary>The write itself keeps them, and not only the removal from the outbox after it.</summary>
    [Fact]
    public async Task Given_EventsThatWereSent_When_AChangeCannotBeSent_Then_TheyStayAndTheChangeIsSentAndRememberedBySweep()
    {
        await _connected.AddAsync(_keep, default);
        await ChangeAsync(_cutOff, keep => keep.Accept(SampleStates.Ben, null, _stores.Clock.Now));
        await RemembersAsync($"{_keep.Id}.1.0");

        _stores.Clock.Now += Outbox.GracePeriod;
        await SweepAsync();

        await RemembersAsync($"{_keep.Id}.1.0", $"{_keep.Id}.2.0");
        (await DocumentAsync()).GetProperty("sentTs").GetInt64().Should().Be(_stores.Clock.Now.UnixMilliseconds, "it was sent by then, whenever it happened");
    }

    [Fact]
    public async Task Given_EventsOfLongAgo_When_AChangeCannotBeSent_Then_NoneIsRemembered()
    {
        await _connected.AddAsync(_keep, default);
        _stores.Clock.Now += SentEvents.Retention + TimeSpan.FromMilliseconds(1);

        await ChangeAsync(_cutOff, keep => keep.Accept(SampleStates.Ben, null, _stores.Clock.Now));

        await RemembersAsync();
        (await DocumentAsync()).TryGetProperty("sentTs", out _).Should().BeFalse();
    }

    /// <summary>An older program neither knows nor writes them.</summary>
    [Fact]
    public async Task Given_ADocumentThatRemembersNothing_When_SavedOrSwept_Then_WhatIsSentNowIsRemembered()
    {
        await _cutOff.AddAsync(_keep, default);
        using var older = await _stores.Database.GetContainer("keeps").PatchItemStreamAsync(_keep.Id.ToString(), new(_keep.Id.ToString()), [Microsoft.Azure.Cosmos.PatchOperation.Remove("/sent")]);
        older.EnsureSuccessStatusCode();

        _stores.Clock.Now += Outbox.GracePeriod;
        await SweepAsync();
        await RemembersAsync($"{_keep.Id}.1.0");

        using var again = await _stores.Database.GetContainer("keeps").PatchItemStreamAsync(_keep.Id.ToString(), new(_keep.Id.ToString()), [Microsoft.Azure.Cosmos.PatchOperation.Remove("/sent"), Microsoft.Azure.Cosmos.PatchOperation.Remove("/sentTs")]);
        again.EnsureSuccessStatusCode();
        await ChangeAsync(_connected, keep => keep.Accept(SampleStates.Ben, null, _stores.Clock.Now));
        await RemembersAsync($"{_keep.Id}.2.0");
    }

    [Fact]
    public async Task Given_ADocument_When_ItIsRead_Then_ItStaysAsItIs()
    {
        await _connected.AddAsync(_keep, default);
        var before = await DocumentAsync();
        _stores.Clock.Now += TimeSpan.FromDays(30);

        await _connected.SaveAsync((await _connected.FindAsync(_keep.Id, default))!, default);

        (await DocumentAsync()).GetRawText().Should().Be(before.GetRawText());
    }

    private async Task ChangeAsync(KeepStore store, Action<TrustedKeep> change)
    {
        var loaded = (await store.FindAsync(_keep.Id, default))!;
        change(loaded);
        await store.SaveAsync(loaded, default);
    }

    /// <summary>What the document holds as sent, oldest first.</summary>
    private async Task RemembersAsync(params string[] events)
    {
        var document = await DocumentAsync();
        var sent = document.GetProperty("sent").EnumerateArray().ToList();
        sent.Select(happened => happened.GetProperty("id").GetString()).Should().Equal(events);
        if (events.Length > 0) document.GetProperty("sentTs").GetInt64().Should().Be(sent.Max(happened => happened.GetProperty("sentts").GetInt64()));
    }

    private Task SweepAsync() => new OutboxSweep(_stores.Database, _bus.Publisher, _stores.Clock, NullLogger<OutboxSweep>.Instance).RunAsync(default);

    private async Task<IEnumerable<string>> SentAsync() => (await _bus.AboutAsync(_keep.Id.ToString(), Queues[0])).Select(message => message.MessageId);

    private Task<JsonElement> DocumentAsync() => _stores.ReadAsync("keeps", _keep.Id.ToString(), _keep.Id.ToString());

    private async Task IsEmptyAsync()
    {
        var document = await DocumentAsync();
        document.GetProperty("outbox").GetArrayLength().Should().Be(0);
        document.TryGetProperty("outboxDue", out _).Should().BeFalse();
    }
}
