using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>OPEN-01: processes that are killed (SIGKILL) while they work lose no event.</summary>
[Collection(FaultTests.Name)]
public sealed class CrashTests(LazyApiWorld lazy)
{
    private const string Board = "board@keepem.app";

    [Fact]
    public async Task Given_AnEventThatCouldNotBeSent_When_TheWorkerIsKilledAndTheBrokerServesAgain_Then_EachMailArrivesOnce()
    {
        var system = (await lazy.GetAsync()).App;
        using var stored = new StoredDocuments(system);
        using var client = system.NewClient();
        var person = Person.New("crash");
        await system.BusOperator.RefuseSendsAsync(1_000_000);

        var registered = await client.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await UnsentAsync(stored, registered.NewId)).Should().ContainSingle().Which.GetProperty("outbox").GetArrayLength().Should().BePositive();
        await system.KillWorkerAsync();
        (await UnsentAsync(stored, registered.NewId)).Should().ContainSingle("the event is in the document");
        (await MailsAboutAsync(system, person)).Should().BeEmpty();
        await system.BusOperator.RefuseSendsAsync(0);

        await Eventually.IsTrueAsync(async () => (await MailsAboutAsync(system, person)).Count >= 2, "two mails");
        await Eventually.IsTrueAsync(async () => (await stored.UnsentUsersAsync()).Count == 0, "an empty outbox");
        await system.BusOperator.AreDrainedAsync();
        (await MailsAboutAsync(system, person)).Select(mail => mail.To).Should().BeEquivalentTo([person.Email, Board]);
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_MessagesInFlight_When_TheBrokerIsKilledAndStartsAgain_Then_NoMailIsLost()
    {
        var system = (await lazy.GetAsync()).App;
        using var stored = new StoredDocuments(system);
        using var client = system.NewClient();
        var people = Enumerable.Range(0, 12).Select(_ => Person.New("flight")).ToList();
        foreach (var person in people.Take(6)) (await client.RegisterAsync(person)).Status.Should().Be(HttpStatusCode.Created);
        await system.Bus.KillAsync();
        foreach (var person in people.Skip(6)) (await client.RegisterAsync(person)).Status.Should().Be(HttpStatusCode.Created, "a command does not need the broker");
        await system.Bus.StartAgainAsync();

        foreach (var person in people)
            await system.HurriedAsync("SweepOutboxes", async () => (await system.Mailbox.MailsAsync(person.Email)).Count > 0, "a welcome for everybody");
        foreach (var person in people)
            await Eventually.IsTrueAsync(async () => (await MailsAboutAsync(system, person)).Any(mail => mail.To == Board), "a notice for everybody");
        await Eventually.IsTrueAsync(async () => (await stored.UnsentUsersAsync()).Count == 0, "empty outboxes");
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_WritersAtWork_When_TheStoreIsKilledAndStartsAgain_Then_WhatWasAnsweredIsThereAndTheRestCanBeRepeated()
    {
        var system = (await lazy.GetAsync()).App;
        var answers = new ConcurrentDictionary<Person, HttpStatusCode>();
        var people = Enumerable.Range(0, 24).Select(_ => Person.New("store")).ToList();
        var writers = Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) =>
        {
            using var client = system.NewClient();
            answers[person] = (await client.RegisterAsync(person)).Status;
        });
        await Eventually.IsTrueAsync(() => Task.FromResult(answers.Count >= 4), "the first writes");
        await system.Cosmos.KillAsync();
        await system.Cosmos.StartAgainAsync();
        await writers;

        answers.Values.Should().OnlyContain(status => status == HttpStatusCode.Created || status == HttpStatusCode.ServiceUnavailable);
        answers.Values.Should().Contain(HttpStatusCode.Created);
        using var reader = system.NewClient();
        foreach (var (person, status) in answers.Where(answer => answer.Value == HttpStatusCode.Created))
            (await reader.LogInAsync(person)).Code.Should().BeOneOf([null, "user_not_validated"], $"{status} was answered");
        using var stored = new StoredDocuments(system);
        await system.HurriedAsync("SweepOutboxes", async () => (await stored.UnsentAsync()).Count == 0, "what the kill left in a document is sent");
        await system.BusOperator.AreDrainedAsync();
    }

    private static async Task<IReadOnlyList<JsonElement>> UnsentAsync(StoredDocuments stored, string user) =>
        [.. (await stored.UnsentUsersAsync()).Where(document => document.GetProperty("id").GetString() == user)];

    /// <summary>What was sent to a person, and what the board was told of them.</summary>
    private static async Task<IReadOnlyList<SentMail>> MailsAboutAsync(KpmSystem system, Person person) =>
        [.. (await system.Mailbox.MailsAsync()).Where(mail => mail.To == person.Email || (mail.To == Board && mail.Text.Contains(person.Email, StringComparison.Ordinal)))];
}
