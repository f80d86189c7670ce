using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Queues;
using Kpm.Tests.Local.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What was given up, as it is stored and as operators see it.</summary>
[Collection(nameof(LocalStores))]
public sealed class FailureLogTests(LocalStores stores)
{
    private readonly FailureLog _log = new(stores.Database);
    private readonly Failure _failure = new($"{Guid.NewGuid()}.1.0", "emails", "mail_user_unknown", """{"specversion":"1.0"}""", SampleStates.Now);

    [Fact]
    public async Task Given_AFailure_When_RecordedAgain_Then_OneDocumentTellsTheLatest()
    {
        await _log.RecordAsync(_failure, default);
        await _log.RecordAsync(_failure with { Code = "sendgrid_400", FailedTs = SampleStates.Now + TimeSpan.FromMinutes(1) }, default);

        var document = (await RecordedAsync()).Should().ContainSingle().Subject;
        document.GetProperty("type").GetString().Should().Be("failure");
        document.GetProperty("queue").GetString().Should().Be("emails");
        document.GetProperty("code").GetString().Should().Be("sendgrid_400");
        document.GetProperty("message").GetString().Should().Be(_failure.Message);
        document.GetProperty("failedTs").GetInt64().Should().Be(SampleStates.Now.UnixMilliseconds + 60_000);
    }

    [Fact]
    public async Task Given_OneEventOnTwoQueues_When_BothFail_Then_BothAreRecorded()
    {
        await _log.RecordAsync(_failure, default);
        await _log.RecordAsync(_failure with { Queue = "users-welcome" }, default);

        (await RecordedAsync()).Should().HaveCount(2);
    }

    private async Task<IEnumerable<JsonElement>> RecordedAsync() =>
        (await CosmosAccount.Rows<JsonElement>(stores.Database.GetContainer("failures"), "SELECT * FROM c"))
            .Where(document => document.GetProperty("eventId").GetString() == _failure.EventId);

    [Fact]
    public async Task Given_AFailure_When_FoundAndForgotten_Then_ItIsGone()
    {
        await _log.RecordAsync(_failure, default);
        var (found, etag) = (await _log.FindAsync(_failure.Id, default))!.Value;
        found.Should().Be(_failure);

        await _log.ForgetAsync(_failure.Id, etag, default);
        await _log.ForgetAsync(_failure.Id, etag, default);

        (await _log.FindAsync(_failure.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Given_AFailureThatWasRecordedAnew_When_WhatWasReadBeforeIsForgotten_Then_ItStays()
    {
        await _log.RecordAsync(_failure, default);
        var etag = (await _log.FindAsync(_failure.Id, default))!.Value.ETag;
        var anew = _failure with { FailedTs = _failure.FailedTs + TimeSpan.FromMinutes(1) };
        await _log.RecordAsync(anew, default);

        await _log.ForgetAsync(_failure.Id, etag, default);

        (await _log.FindAsync(_failure.Id, default))!.Value.Failure.Should().Be(anew);
    }

    [Fact]
    public async Task Given_Failures_When_ListedOrAskedForOldOnes_Then_TheirTimesCount()
    {
        var old = _failure with { FailedTs = new Timestamp(1_000) };
        await _log.RecordAsync(old, default);

        (await _log.ListAsync(new PageRequest(1, 1), default)).Items.Should().Equal(old);
        (await _log.AnyBeforeAsync(new Timestamp(1_001), default)).Should().BeTrue();
        (await _log.AnyBeforeAsync(new Timestamp(1_000), default)).Should().BeFalse();
        await _log.ForgetAsync(old.Id, (await _log.FindAsync(old.Id, default))!.Value.ETag, default);
    }
}
