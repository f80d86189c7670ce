using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Operations;

/// <summary>What was given up, and what an operator does about it.</summary>
[Collection(ApiTests.Name)]
public sealed class FailureTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private StoredDocuments _stored = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _stored = new StoredDocuments(_world.App);
    }

    public ValueTask DisposeAsync()
    {
        _stored.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_AMailThatWasGivenUp_When_Resubmitted_Then_ItIsSentAndNoFailureAnyMore()
    {
        var (person, failure) = await GiveUpMailAsync();

        (await _world.Admin.PostAsync($"/admin/failures/{IdOf(failure)}/resubmit", new { })).ShouldBe(HttpStatusCode.Accepted);

        await Eventually.IsTrueAsync(async () => (await _world.App.Mailbox.MailsAsync(person.Email)).Count > 0, "the mail");
        await Eventually.IsTrueAsync(async () => !(await FailuresAsync()).Any(left => IdOf(left) == IdOf(failure)), "no failure");
        (await _world.Admin.PostAsync($"/admin/failures/{IdOf(failure)}/resubmit", new { })).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_WorkThatFailsAgain_When_ResubmittedTwice_Then_ItIsAFailureAgainEachTime()
    {
        var (person, failure) = await GiveUpMailAsync();

        for (var i = 0; i < 2; i++)
        {
            var before = (await FailureAsync(IdOf(failure)))!.Value.GetProperty("failed_ts").GetInt64();
            await _world.App.Mailbox.FailAsync(400, 1);
            (await _world.Admin.PostAsync($"/admin/failures/{IdOf(failure)}/resubmit", new { })).ShouldBe(HttpStatusCode.Accepted);
            await Eventually.IsTrueAsync(async () => await FailureAsync(IdOf(failure)) is { } again && again.GetProperty("failed_ts").GetInt64() > before, "a failure again");
        }

        (await FailureAsync(IdOf(failure)))!.Value.GetProperty("event_id").GetString().Should().Be(failure.GetProperty("event_id").GetString());
        (await _world.App.Mailbox.MailsAsync(person.Email)).Should().BeEmpty();
        (await _world.Admin.DeleteAsync($"/admin/failures/{IdOf(failure)}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AKeyThatIsRefusedForADay_When_AMailIsGivenUpAndResubmitted_Then_ItIsNotLost()
    {
        var (person, failure) = await GiveUpMailAsync();
        (await _world.Admin.DeleteAsync($"/admin/failures/{IdOf(failure)}")).ShouldBe(HttpStatusCode.NoContent);
        var message = JsonNode.Parse(failure.GetProperty("message").GetString()!)!;
        (message["attempt"], message["firstattempt"]) = (30, 1);
        await _world.App.Mailbox.FailAsync(401, 1);

        await _world.App.BusOperator.SendAsync("emails", message.ToJsonString(), $"{failure.GetProperty("event_id").GetString()}:30");

        await Eventually.IsTrueAsync(async () => (await FailureAsync(IdOf(failure)))?.GetProperty("code").GetString() == "sendgrid_key_refused", "a failure");
        (await _world.Admin.PostAsync($"/admin/failures/{IdOf(failure)}/resubmit", new { })).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (await _world.App.Mailbox.MailsAsync(person.Email)).Count == 1, "the mail");
    }

    [Fact]
    public async Task Given_AFailureThatWaits_When_HealthIsAsked_Then_ItDegradesUntilItIsDismissed()
    {
        var (_, failure) = await GiveUpMailAsync();
        await HealthIsAsync("OK");
        await _stored.AlterAsync("failures", IdOf(failure), "failures", PatchOperation.Increment("/failedTs", -15 * 60_000));

        await HealthIsAsync("DEGRADED");

        (await _world.Admin.DeleteAsync($"/admin/failures/{IdOf(failure)}")).ShouldBe(HttpStatusCode.NoContent);
        await HealthIsAsync("OK");
        (await _world.Admin.DeleteAsync($"/admin/failures/{IdOf(failure)}")).ShouldBeProblem(404, "not_found");
    }

    private static string IdOf(JsonElement failure) => failure.GetProperty("id").GetString()!;

    private Task HealthIsAsync(string answer) =>
        Eventually.IsTrueAsync(async () => (await _world.Nobody.GetAsync("/health")).Json.GetString() == answer, answer);

    private async Task<IReadOnlyList<JsonElement>> FailuresAsync() => await _world.Admin.AllItemsAsync("/admin/failures");

    private async Task<JsonElement?> FailureAsync(string id) =>
        (await FailuresAsync()).Where(failure => IdOf(failure) == id).Select(failure => (JsonElement?)failure).SingleOrDefault();

    /// <summary>Somebody whose mail the mail service refused for good.</summary>
    private async Task<(Person Person, JsonElement Failure)> GiveUpMailAsync()
    {
        await _world.App.BusOperator.AreDrainedAsync();
        var person = Person.New("failing");
        // The welcome, and the notice to the board.
        await _world.App.Mailbox.FailAsync(400, 2);
        var registered = await _world.Nobody.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        var failures = await Eventually.GetAsync(FailuresAsync, all => all.Count(failure => failure.GetProperty("message").GetString()!.Contains(registered.NewId, StringComparison.Ordinal)) == 2, "two failures");
        var theirs = failures.Where(failure => failure.GetProperty("message").GetString()!.Contains(registered.NewId, StringComparison.Ordinal)).ToList();
        var board = theirs.Single(failure => failure.GetProperty("event_id").GetString()!.EndsWith(":board", StringComparison.Ordinal));
        (await _world.Admin.DeleteAsync($"/admin/failures/{IdOf(board)}")).ShouldBe(HttpStatusCode.NoContent);
        return (person, theirs.Single(failure => IdOf(failure) != IdOf(board)));
    }
}
