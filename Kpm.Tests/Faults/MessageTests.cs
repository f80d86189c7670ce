using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Messages that cannot be handled, come twice, or meet a mail service that refuses.</summary>
public sealed class MessageTests(MessageTests.RunningSystem running) : IClassFixture<MessageTests.RunningSystem>
{
    /// <summary>As <c>infra/topology.json</c> says.</summary>
    private const int MaximumDeliveries = 10;

    private KpmSystem System => running.System;

    [Fact]
    public async Task Given_APoisonMessage_When_Received_Then_ItIsOneFailureAndTheNextMessageIsHandled()
    {
        using var stored = new StoredDocuments(System);
        await System.BusOperator.SendAsync("users-welcome", "this is no event");
        var stranger = $$$"""{"specversion":"1.0","id":"poison-{{{Guid.NewGuid()}}}","type":"app.keepem.user_registered.v1","data":{"user":"{{{Guid.CreateVersion7()}}}"}}""";
        await System.BusOperator.SendAsync("users-confirm-claims", stranger);

        await Eventually.IsTrueAsync(async () => (await FailuresAsync(stored, "message_unreadable")).Count > 0, "a failure");
        await Eventually.IsTrueAsync(async () => (await FailuresAsync(stored, "user_unknown")).Count > 0, "a failure");
        var person = await RegisterAsync("next");
        await Eventually.IsTrueAsync(async () => (await System.Mailbox.MailsAsync(person.Email)).Count == 1, "the mail behind the poison");
        (await FailuresAsync(stored, "message_unreadable")).Should().ContainSingle();
        (await FailuresAsync(stored, "user_unknown")).Should().ContainSingle();
    }

    [Theory]
    [InlineData(500, "sendgrid_500")]
    [InlineData(429, "sendgrid_429")]
    [InlineData(401, "sendgrid_key_refused")]
    [InlineData(403, "sendgrid_key_refused")]
    public async Task Given_AMailServiceThatTakesNothingForAWhile_When_MailsAreSent_Then_AllArriveOnce(int status, string code)
    {
        using var stored = new StoredDocuments(System);
        await System.Mailbox.FailAsync(status, count: 4);
        var person = await RegisterAsync("outage");

        await Eventually.IsTrueAsync(async () => (await System.Mailbox.MailsAsync(person.Email)).Count > 0, "the welcome");
        await System.BusOperator.AreDrainedAsync();
        (await System.Mailbox.MailsAsync(person.Email)).Should().ContainSingle();
        (await System.BusOperator.QueuesAsync()).Should().OnlyContain(queue => queue.DeadLetter == 0);
        (await FailuresAsync(stored, code)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AMailServiceThatRefusesForGood_When_AMailIsSent_Then_ItIsOneFailure()
    {
        using var stored = new StoredDocuments(System);
        await System.Mailbox.FailAsync(400, count: 2);
        var person = await RegisterAsync("refused");

        await Eventually.IsTrueAsync(async () => (await FailuresAsync(stored, "sendgrid_400")).Count == 2, "two failures");
        await System.BusOperator.AreDrainedAsync();
        (await System.Mailbox.MailsAsync(person.Email)).Should().BeEmpty();
        (await FailuresAsync(stored, "sendgrid_400")).Should().HaveCount(2, "one for the welcome, one for the notice to the board");
    }

    [Fact]
    public async Task Given_AnEvent_When_ItIsDeliveredTwice_Then_ItHasOneEffect()
    {
        var person = await RegisterAsync("twice");
        await Eventually.IsTrueAsync(async () => (await System.Mailbox.MailsAsync(person.Email)).Count == 1, "the welcome");
        var mail = (await System.Mailbox.MailsAsync(person.Email)).Single();
        var eventId = mail.CustomArgs!["kpm_mail_id"].Split(':')[0];
        var again = $$$"""{"specversion":"1.0","id":"{{{eventId}}}","type":"app.keepem.user_registered.v1","data":{"eventId":"{{{eventId}}}","user":"{{{eventId.Split('.')[0]}}}"}}""";
        await System.BusOperator.SendAsync("users-welcome", again, "a second delivery");
        await System.BusOperator.SendAsync("users-welcome", again, "a third delivery");

        var witness = await RegisterAsync("after");
        await Eventually.IsTrueAsync(async () => (await System.Mailbox.MailsAsync(witness.Email)).Count == 1, "a later mail");
        await System.BusOperator.AreDrainedAsync();
        (await System.Mailbox.MailsAsync(person.Email)).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AReactionThatFailsUnexpectedly_When_ItsDeliveriesAreUsedUp_Then_ItIsOneFailureAndTheNextMessageIsHandled()
    {
        using var stored = new StoredDocuments(System);
        using var owner = System.NewClient();
        using var friend = System.NewClient();
        foreach (var client in new[] { owner, friend })
        {
            var person = Person.New("dead");
            var registered = await client.RegisterAsync(person);
            registered.Status.Should().Be(HttpStatusCode.Created);
            if ((await client.LogInAsync(person)).Response.IsSuccessStatusCode) continue;
            await client.ActivateAsync(await System.Mailbox.ActivationLinkAsync(person.Email));
            (await client.LogInAsync(person)).Status.Should().Be(HttpStatusCode.OK);
        }

        await System.BusOperator.AreDrainedAsync();
        await stored.RefuseAsync(403, MaximumDeliveries, "keepsByParty", "Create");
        var keep = (await owner.PostAsync("/me/keeps", new { to_id = friend.UserId })).NewId;

        await Eventually.IsTrueAsync(async () => (await FailuresAsync(stored, "dead_lettered")).Count > 0, "a failure");
        (await friend.PutAsync("/me/keeps/accept", new { keep_id = keep })).Status.Should().Be(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => await owner.CountAsync("/me/keeps?state=active") == 1, "the next event of the same keep");
        await System.BusOperator.AreDrainedAsync();
        (await FailuresAsync(stored, "dead_lettered")).Should().ContainSingle().Which.Should().Contain(keep);
        (await System.BusOperator.QueuesAsync()).Should().OnlyContain(queue => queue.DeadLetter == 0);
    }

    private async Task<Person> RegisterAsync(string name)
    {
        using var client = System.NewClient();
        var person = Person.New(name);
        (await client.RegisterAsync(person)).Status.Should().Be(HttpStatusCode.Created);
        return person;
    }

    private static async Task<IReadOnlyList<string>> FailuresAsync(StoredDocuments stored, string code) =>
        [.. (await stored.FailuresAsync()).Where(failure => failure.GetProperty("code").GetString() == code).Select(failure => failure.GetProperty("eventId").GetString()!)];

    /// <summary>One system for all tests of the class.</summary>
    public sealed class RunningSystem : IAsyncLifetime
    {
        public KpmSystem System { get; private set; } = null!;

        public async ValueTask InitializeAsync() => System = await KpmSystem.StartAsync();

        public ValueTask DisposeAsync() => System.DisposeAsync();
    }
}
