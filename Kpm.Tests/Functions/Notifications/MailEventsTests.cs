using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Local.Sinks.Mail;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Notifications;

/// <summary>What the mail service tells of mails, through the signed webhook.</summary>
[Collection(ApiTests.Name)]
public sealed class MailEventsTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        await _world.App.Mailbox.TellAsync(new Uri(_world.App.Api, "/api/v1" + SignedMailEvents.Path));
    }

    public async ValueTask DisposeAsync() => await _world.App.Mailbox.TellAsync(null);

    [Fact]
    public async Task Given_AMail_When_TheServiceDeliversIt_Then_ItsStateSaysSo()
    {
        var person = Person.New("told");
        using var _ = await _world.JoinAsync(person);

        await StateIsAsync(person, "delivered");
    }

    [Fact]
    public async Task Given_AKeepWhoseMailsComeBack_When_KeepsAreListed_Then_ItIsShownUntilAMailArrives()
    {
        var person = Person.New("gone");
        using var gone = await _world.JoinAsync(person);
        using var friend = await _world.JoinAsync("friend");
        await _world.App.BusOperator.AreDrainedAsync();
        await _world.App.Mailbox.DecideAsync(person.Email, "bounce");

        var keep = await ApiWorld.BefriendAsync(gone, friend);
        await MailAsync(person);
        await StateIsAsync(person, "bounced");

        await Eventually.IsTrueAsync(async () => await IsUnreachableAsync(friend, "requester"), "the keep is shown as unreachable");
        (await IsUnreachableAsync(gone, "requested")).Should().BeFalse("the other side is reached");
        (await friend.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("requester").GetProperty("unreachable").GetBoolean().Should().BeTrue();

        await _world.App.Mailbox.DecideAsync(person.Email, "delivered");
        await MailAsync(person);
        await Eventually.IsTrueAsync(async () => !await IsUnreachableAsync(friend, "requester"), "the keep is shown as reachable");
    }

    [Fact]
    public async Task Given_APlanForAPersonWhoseMailsComeBack_When_Told_Then_ItsOwnerHearsOfItOnce()
    {
        var (person, planner) = (Person.New("lost"), Person.New("planner"));
        using var lost = await _world.JoinAsync(person);
        using var owner = await _world.JoinAsync(planner);
        await ApiWorld.BefriendAsync(owner, lost);
        foreach (var name in new[] { "one", "two" })
        {
            var asset = await owner.AddAssetAsync(name, FileToUpload.Binary(10));
            (await owner.PostAsync("/legacy/transfer", new { name, assets = new[] { asset }, receivers = new[] { lost.UserId }, scheduled_date = 4_000_000_000_000 })).ShouldBe(HttpStatusCode.Created);
        }

        await _world.App.BusOperator.AreDrainedAsync();
        await _world.App.Mailbox.DecideAsync(person.Email, "bounce");
        for (var i = 0; i < 2; i++) await MailAsync(person);

        await Eventually.IsTrueAsync(async () => (await UnreachableMailsAsync()).Count > 0, "the owner is told");
        await _world.App.BusOperator.AreDrainedAsync();
        var mail = (await UnreachableMailsAsync()).Should().ContainSingle().Subject;
        mail.Text.Should().Contain(person.Username).And.NotContain(person.Email);

        async Task<IReadOnlyList<SentMail>> UnreachableMailsAsync() =>
            [.. (await _world.App.Mailbox.MailsAsync(planner.Email)).Where(sent => sent.CustomArgs!["kpm_mail_id"].Contains(":KeepUnreachable:", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Given_AMailThatIsRefused_When_Told_Then_ItIsAFailure()
    {
        var person = Person.New("blocked");
        using var _ = await _world.JoinAsync(person);
        await _world.App.BusOperator.AreDrainedAsync();
        await _world.App.Mailbox.DecideAsync(person.Email, "blocked");

        await MailAsync(person);

        await StateIsAsync(person, "failed");
        using var stored = new StoredDocuments(_world.App);
        await Eventually.IsTrueAsync(async () => (await stored.FailuresAsync()).Any(failure => failure.GetProperty("code").GetString() == "mail_refused"), "a failure");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("no timestamp")]
    [InlineData("another key")]
    [InlineData("another body")]
    [InlineData("another timestamp")]
    [InlineData("too old")]
    [InlineData("from the future")]
    [InlineData("no base64")]
    public async Task Given_ARequestThatIsNotSignedAsItShouldBe_When_Sent_Then_ItIsRefused(string fault)
    {
        using var theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ours = WebhookKey.Ensure(_world.App.Sinks.Folder);
        var at = fault switch
        {
            "too old" => SignedMailEvents.Now - (long)SendGridWebhookSignature.Tolerance.TotalSeconds - 5,
            "from the future" => SignedMailEvents.Now + (long)SendGridWebhookSignature.Tolerance.TotalSeconds + 60,
            _ => SignedMailEvents.Now,
        };
        var signature = SignedMailEvents.Sign(fault == "another key" ? theirs : ours, at, fault == "another body" ? "[{}]" : "[]");

        var sentAt = (fault == "another timestamp" ? at - 1 : at).ToString(CultureInfo.InvariantCulture);
        var answer = await SignedMailEvents.SendAsync(_world.Nobody, "[]", fault == "no timestamp" ? null : sentAt, fault switch { "none" => null, "no base64" => fault, _ => signature });

        answer.ShouldBeProblem(403, "invalid_signature");
    }

    [Fact]
    public async Task Given_TheSameSignedRequest_When_SentAgain_Then_NothingMoreHappens()
    {
        var person = Person.New("replay");
        using var _ = await _world.JoinAsync(person);
        await StateIsAsync(person, "delivered");
        var mail = (await _world.App.Mailbox.MailsAsync(person.Email))[^1];
        var body = $$"""[{"event":"bounce","type":"bounce","sg_event_id":"{{Guid.NewGuid():N}}","timestamp":{{SignedMailEvents.Now}},"kpm_mail_id":"{{mail.CustomArgs!["kpm_mail_id"]}}"}]""";
        using var key = WebhookKey.Ensure(_world.App.Sinks.Folder);
        var at = SignedMailEvents.Now;
        Task<ApiAnswer> ReplayAsync() => SignedMailEvents.SendAsync(_world.Nobody, body, at.ToString(CultureInfo.InvariantCulture), SignedMailEvents.Sign(key, at, body));

        for (var i = 0; i < 2; i++) (await ReplayAsync()).ShouldBe(HttpStatusCode.NoContent);
        await StateIsAsync(person, "bounced");
        await _world.App.BusOperator.AreDrainedAsync();
        using var stored = new StoredDocuments(_world.App);
        var userId = mail.CustomArgs["kpm_mail_id"].Split(':')[^1];
        var version = (await stored.AggregateAsync("users", userId)).GetProperty("version").GetInt64();
        (await ReplayAsync()).ShouldBe(HttpStatusCode.NoContent);
        await _world.App.BusOperator.AreDrainedAsync();

        (await stored.AggregateAsync("users", userId)).GetProperty("version").GetInt64().Should().Be(version);
    }

    [Theory]
    [InlineData("{}", 422, "validation_failed")]
    [InlineData("[1]", 422, "validation_failed")]
    [InlineData("[", 400, "malformed_json")]
    public async Task Given_ASignedBodyOfAnotherShape_When_Sent_Then_ItIsRefused(string body, int status, string code) =>
        (await SignedMailEvents.SendAsync(_world.App, _world.Nobody, body)).ShouldBeProblem(status, code);

    /// <summary>Has one more mail sent to a person: the one that sets a new password.</summary>
    private async Task MailAsync(Person person)
    {
        var before = (await _world.App.Mailbox.MailsAsync(person.Email)).Count;
        (await _world.Nobody.PostAsync("/users/password-reset-mail", new { email = person.Email })).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (await _world.App.Mailbox.MailsAsync(person.Email)).Count > before, "one more mail");
    }

    /// <summary>Waits for the state of the last mail to a person.</summary>
    private async Task StateIsAsync(Person person, string state)
    {
        using var stored = new StoredDocuments(_world.App);
        await Eventually.IsTrueAsync(async () => (await _world.App.Mailbox.MailsAsync(person.Email)).Count > 0, "a mail");
        await Eventually.IsTrueAsync(
            async () =>
            {
                var mail = (await _world.App.Mailbox.MailsAsync(person.Email))[^1].CustomArgs!["kpm_mail_id"];
                return (await stored.AggregateAsync("mails", mail)).GetProperty("state").GetString() == state;
            },
            $"the state {state}");
    }

    private static async Task<bool> IsUnreachableAsync(ApiClient person, string side) =>
        (await person.ItemsAsync("/me/keeps"))[0].GetProperty(side).GetProperty("unreachable").GetBoolean();
}
