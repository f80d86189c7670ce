using System.Collections.Concurrent;
using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>OPEN-01: processes that are killed (SIGKILL) while they work lose no event.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Given_AnEventThatCouldNotBeSent_When_TheWorkerIsKilledAndTheBrokerServesAgain_Then_EachMailArrivesOnce()
    {
        await using var system = await KpmSystem.StartAsync();
        using var stored = new StoredDocuments(system);
        using var client = system.NewClient();
        var person = Person.New("crash");
        await system.BusOperator.RefuseSendsAsync(1_000_000);

        (await client.RegisterAsync(person)).Status.Should().Be(HttpStatusCode.Created);
        (await stored.UnsentUsersAsync()).Should().ContainSingle().Which.GetProperty("outbox").GetArrayLength().Should().BePositive();
        await system.KillWorkerAsync();
        (await stored.UnsentUsersAsync()).Should().ContainSingle("the event is in the document");
        (await system.Mailbox.MailsAsync()).Should().BeEmpty();
        await system.BusOperator.RefuseSendsAsync(0);

        await Eventually.IsTrueAsync(async () => (await system.Mailbox.MailsAsync()).Count >= 2, "two mails");
        await Eventually.IsTrueAsync(async () => (await stored.UnsentUsersAsync()).Count == 0, "an empty outbox");
        await system.BusOperator.AreDrainedAsync();
        (await system.Mailbox.MailsAsync()).Select(mail => mail.To).Should().BeEquivalentTo([person.Email, "board@keepem.app"]);
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_MessagesInFlight_When_TheBrokerIsKilledAndStartsAgain_Then_NoMailIsLost()
    {
        await using var system = await KpmSystem.StartAsync();
        using var stored = new StoredDocuments(system);
        using var client = system.NewClient();
        var people = Enumerable.Range(0, 12).Select(_ => Person.New("flight")).ToList();
        foreach (var person in people.Take(6)) (await client.RegisterAsync(person)).Status.Should().Be(HttpStatusCode.Created);
        await system.Bus.KillAsync();
        foreach (var person in people.Skip(6)) (await client.RegisterAsync(person)).Status.Should().Be(HttpStatusCode.Created, "a command does not need the broker");
        await system.Bus.StartAgainAsync();

        foreach (var person in people)
            await system.HurriedAsync("SweepOutboxes", async () => (await system.Mailbox.MailsAsync(person.Email)).Count > 0, "a welcome for everybody");
        await Eventually.IsTrueAsync(async () => (await system.Mailbox.MailsAsync("board@keepem.app")).Select(MailId).Distinct().Count() == people.Count, "a notice for everybody");
        await Eventually.IsTrueAsync(async () => (await stored.UnsentUsersAsync()).Count == 0, "empty outboxes");
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_WritersAtWork_When_TheStoreIsKilledAndStartsAgain_Then_WhatWasAnsweredIsThereAndTheRestCanBeRepeated()
    {
        await using var system = await KpmSystem.StartAsync();
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
    }

    private static string MailId(SentMail mail) => mail.CustomArgs!["kpm_mail_id"];
}
