using System.Text.Json.Nodes;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Mail;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Tests.Local;
using Kpm.Tests.Local.Sinks;
using Microsoft.Extensions.Options;
using SendGrid;

namespace Kpm.Tests.Functions.Adapters.SendGrid;

/// <summary>What an <see cref="IMailSender"/> does, through SendGrid's client against the local sink. Status codes: https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses.</summary>
[Collection(nameof(LocalSinks))]
public sealed class SendGridMailSenderTests(LocalSinks sinks)
{
    private readonly RenderedMail _mail = new("mail-1", $"{Guid.NewGuid():N}@example.com", "Anna Ñ", "Subject ñ", "<p>Hello &amp; welcome</p>", "Hello & welcome");

    [Fact]
    public async Task Given_AMail_When_Accepted_Then_ItIsWithTheServiceUnderItsId()
    {
        await Sender().SendAsync(_mail, default);

        var sent = (await sinks.MailsAsync(_mail.To)).Should().ContainSingle().Subject;
        sent.Should().BeEquivalentTo(new { _mail.To, From = "no-reply@keepem.app", _mail.Subject, _mail.Html, _mail.Text });
        sent.CustomArgs.Should().Equal(new Dictionary<string, string> { [SendGridMailSender.MailIdArgument] = "mail-1" });
    }

    [Fact]
    public async Task Given_AMailForSomebodyWithoutAName_When_Sent_Then_ItIsAccepted()
    {
        await Sender().SendAsync(_mail with { ToName = null }, default);

        (await sinks.MailsAsync(_mail.To)).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_ANameThatTheServiceRefuses_When_Sent_Then_ItIsAcceptedWithoutWhatItRefuses()
    {
        await Sender().SendAsync(_mail with { ToName = "Ñ, Anna; the first" }, default);

        (await sinks.MailsAsync(_mail.To)).Should().ContainSingle();
    }

    /// <summary>RFC 2369 section 3.2.</summary>
    [Theory]
    [InlineData(true, "<mailto:info@keepem.app?subject=unsubscribe>")]
    [InlineData(false, null)]
    public async Task Given_AMailThatCanBeRefusedOrNot_When_Sent_Then_ItsHeaderSaysHow(bool canBeRefused, string? header)
    {
        using var wire = new RecordingHandler();
        using var http = new HttpClient(wire);
        var client = new SendGridClient(http, new SendGridClientOptions { ApiKey = "SG.key" });

        await new SendGridMailSender(client, Options.Create(new MailOptions { SenderAddress = "no-reply@keepem.app" })).SendAsync(_mail with { CanBeRefused = canBeRefused }, default);

        var headers = JsonNode.Parse(wire.Body)!["personalizations"]![0]!["headers"];
        (headers?["List-Unsubscribe"]?.GetValue<string>()).Should().Be(header);
    }

    [Fact]
    public async Task Given_ARefusalForGood_When_Sent_Then_TheFailureIsPermanentAndNothingIsSent()
    {
        await sinks.OrderFaultsAsync("mail", 400, 1);

        (await FailureAsync<PermanentFailureException>(Sender())).Code.Should().Be("sendgrid_400");

        (await sinks.MailsAsync(_mail.To)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AWrongKey_When_SentAgainWithAnother_Then_TheFailureIsTransientAndTheMailIsSentOnce()
    {
        (await FailureAsync<TransientFailureException>(Sender(key: "wrong"))).Code.Should().Be("sendgrid_key_refused");

        await Sender().SendAsync(_mail, default);

        (await sinks.MailsAsync(_mail.To)).Should().ContainSingle();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Given_AKeyThatWasRevokedOrMayNotSend_When_Sent_Then_TheFailureIsTransient(int status)
    {
        await sinks.OrderFaultsAsync("mail", status, 1);

        (await FailureAsync<TransientFailureException>(Sender())).Code.Should().Be("sendgrid_key_refused");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Given_AnOverloadedService_When_SentAgain_Then_TheFirstFailureIsTransientAndTheMailIsSentOnce(int status)
    {
        await sinks.OrderFaultsAsync("mail", status, 1);
        (await FailureAsync<TransientFailureException>(Sender())).Code.Should().Be($"sendgrid_{status}");

        await Sender().SendAsync(_mail, default);

        (await sinks.MailsAsync(_mail.To)).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AServiceThatAsksToWait_When_Sent_Then_TheFailureTellsHowLong()
    {
        await sinks.OrderFaultsAsync("mail", 429, 1, retryAfterSeconds: 7);

        (await FailureAsync<TransientFailureException>(Sender())).RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Given_AServiceThatCannotBeReached_When_Sent_Then_TheFailureIsTransient() =>
        (await FailureAsync<TransientFailureException>(Sender(host: $"http://127.0.0.1:{LocalPart.FreePort()}"))).Code.Should().Be("sendgrid_unreachable");

    [Fact]
    public async Task Given_AFailure_When_Told_Then_ItNamesNoAddressAndNoContent()
    {
        await sinks.OrderFaultsAsync("mail", 400, 1);

        (await FailureAsync<PermanentFailureException>(Sender())).ToString().Should().NotContainAny(_mail.To, "Hello", "Subject ñ");
    }

    private async Task<TFailure> FailureAsync<TFailure>(SendGridMailSender sender) where TFailure : Exception =>
        (await FluentActions.Awaiting(() => sender.SendAsync(_mail, default)).Should().ThrowAsync<TFailure>()).Which;

    private SendGridMailSender Sender(string key = "SG.local", string? host = null) => new(
        new SendGridClient(new SendGridClientOptions { ApiKey = key, Host = host ?? sinks.Address.ToString().TrimEnd('/') }),
        Options.Create(new MailOptions { SenderAddress = "no-reply@keepem.app" }));

    /// <summary>Accepts everything and keeps the last body.</summary>
    private sealed class RecordingHandler : HttpMessageHandler
    {
        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(System.Net.HttpStatusCode.Accepted);
        }
    }
}
