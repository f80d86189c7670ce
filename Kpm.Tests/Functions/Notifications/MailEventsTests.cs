using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
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
    private const string Path = "/webhooks/sendgrid";
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        await _world.App.Mailbox.TellAsync(new Uri(_world.App.Api, "/api/v1" + Path));
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
            "too old" => Seconds() - (long)SendGridWebhookSignature.Tolerance.TotalSeconds - 5,
            "from the future" => Seconds() + (long)SendGridWebhookSignature.Tolerance.TotalSeconds + 60,
            _ => Seconds(),
        };
        var signature = Sign(fault == "another key" ? theirs : ours, at, fault == "another body" ? "[{}]" : "[]");

        var answer = await PostAsync("[]", fault == "another timestamp" ? at - 1 : at, fault is "none" or "no base64" ? fault : signature, hasTimestamp: fault != "no timestamp");

        answer.ShouldBeProblem(403, "invalid_signature");
    }

    [Fact]
    public async Task Given_TheSameSignedRequest_When_SentAgain_Then_NothingMoreHappens()
    {
        var person = Person.New("replay");
        using var _ = await _world.JoinAsync(person);
        await StateIsAsync(person, "delivered");
        var mail = (await _world.App.Mailbox.MailsAsync(person.Email))[^1];
        var body = $$"""[{"event":"bounce","type":"bounce","sg_event_id":"{{Guid.NewGuid():N}}","timestamp":{{Seconds()}},"kpm_mail_id":"{{mail.CustomArgs!["kpm_mail_id"]}}"}]""";
        using var key = WebhookKey.Ensure(_world.App.Sinks.Folder);
        var at = Seconds();

        for (var i = 0; i < 2; i++) (await PostAsync(body, at, Sign(key, at, body))).ShouldBe(HttpStatusCode.NoContent);
        await StateIsAsync(person, "bounced");
        await _world.App.BusOperator.AreDrainedAsync();
        using var stored = new StoredDocuments(_world.App);
        var userId = mail.CustomArgs["kpm_mail_id"].Split(':')[^1];
        var version = (await stored.AggregateAsync("users", userId)).GetProperty("version").GetInt64();
        (await PostAsync(body, at, Sign(key, at, body))).ShouldBe(HttpStatusCode.NoContent);
        await _world.App.BusOperator.AreDrainedAsync();

        (await stored.AggregateAsync("users", userId)).GetProperty("version").GetInt64().Should().Be(version);
    }

    [Theory]
    [InlineData("{}", 422, "validation_failed")]
    [InlineData("[1]", 422, "validation_failed")]
    [InlineData("[", 400, "malformed_json")]
    public async Task Given_ASignedBodyOfAnotherShape_When_Sent_Then_ItIsRefused(string body, int status, string code)
    {
        using var key = WebhookKey.Ensure(_world.App.Sinks.Folder);
        var at = Seconds();

        (await PostAsync(body, at, Sign(key, at, body))).ShouldBeProblem(status, code);
    }

    private static long Seconds() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static string Sign(ECDsa key, long at, string body) =>
        Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(at.ToString(CultureInfo.InvariantCulture) + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private async Task<ApiAnswer> PostAsync(string body, long at, string signature, bool hasTimestamp = true)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await _world.Nobody.SendAsync(HttpMethod.Post, Path, content, prepare: request =>
        {
            if (signature != "none") request.Headers.TryAddWithoutValidation(SendGridWebhookSignature.SignatureHeader, signature);
            if (hasTimestamp) request.Headers.Add(SendGridWebhookSignature.TimestampHeader, at.ToString(CultureInfo.InvariantCulture));
        });
    }

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
