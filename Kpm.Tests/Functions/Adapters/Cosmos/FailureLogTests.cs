using System.Text.Json;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Queues;
using Kpm.Tests.Local.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Only operators read failures, past the port: so these tests read documents.</summary>
[Collection(nameof(LocalStores))]
public sealed class FailureLogTests(LocalStores stores)
{
    private readonly FailureLog _log = new(stores.Database);
    private readonly Failure _failure = new($"{Guid.NewGuid()}.1.0", "emails", "mail_user_unknown", """{"specversion":"1.0"}""", SampleStates.Now);

    [Fact]
    public async Task Given_AFailure_When_RecordedAgain_Then_OneDocumentTellsTheLatest()
    {
        await _log.RecordAsync(_failure, default);
        await _log.RecordAsync(_failure with { Code = "sendgrid_401", FailedTs = SampleStates.Now + TimeSpan.FromMinutes(1) }, default);

        var document = (await RecordedAsync()).Should().ContainSingle().Subject;
        document.GetProperty("type").GetString().Should().Be("failure");
        document.GetProperty("queue").GetString().Should().Be("emails");
        document.GetProperty("code").GetString().Should().Be("sendgrid_401");
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
}
