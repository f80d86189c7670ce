using System.Net;
using System.Text;
using System.Text.Json;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Kpm.Tests.Local.Sinks;

/// <summary>The mail sink through SendGrid's own client.</summary>
[Collection(nameof(LocalSinks))]
public sealed class MailSinkTests(LocalSinks sinks)
{
    private const string Key = "SG.local";

    [Fact]
    public async Task Given_AMail_When_Sent_Then_ItCanBeReadByItsRecipient()
    {
        var message = Mail("ann@example.com");
        message.AddCustomArg("mailId", "m-1");

        var response = await SendAsync(message);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var mail = (await sinks.MailsAsync("Ann@example.com")).Should().ContainSingle().Subject;
        mail.Id.Should().Be(response.Headers.GetValues("X-Message-Id").Single());
        mail.Should().BeEquivalentTo(new { To = "ann@example.com", From = "no-reply@kpm.example", Subject = "Subject", Html = "<p>Hello</p>", Text = "Hello" });
        mail.CustomArgs.Should().Equal(new Dictionary<string, string> { ["mailId"] = "m-1" });
        mail.ReceivedAt.Should().BePositive();
    }

    [Fact]
    public async Task Given_SeveralPersonalizations_When_Sent_Then_EachRecipientHasAnEntryWithItsOwnArguments()
    {
        var message = Mail("b1@example.com");
        message.AddCustomArg("kind", "digest");
        message.AddTo(new EmailAddress("b2@example.com"), 1, new Personalization { Subject = "Other", CustomArgs = new() { ["kind"] = "own" } });

        (await SendAsync(message)).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await sinks.MailsAsync("b1@example.com")).Single().CustomArgs["kind"].Should().Be("digest");
        var second = (await sinks.MailsAsync("b2@example.com")).Single();
        second.Subject.Should().Be("Other");
        second.CustomArgs["kind"].Should().Be("own");
    }

    [Fact]
    public async Task Given_SeveralMails_When_Read_Then_TheNewestIsLastUntilDeleted()
    {
        foreach (var subject in new[] { "1", "2", "3" })
            await SendAsync(Mail("order@example.com", subject));

        (await sinks.MailsAsync("order@example.com")).Select(m => m.Subject).Should().Equal("1", "2", "3");
        (await sinks.Client.DeleteAsync("/mails")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await sinks.MailsAsync("order@example.com")).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AKilledSink_When_StartedAgain_Then_AcceptedMailsAreThere()
    {
        (await SendAsync(Mail("kept@example.com"))).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await sinks.Part.KillAsync();
        await sinks.Part.StartAgainAsync();
        (await sinks.MailsAsync("kept@example.com")).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AKeyOfAnotherShape_When_Sent_Then_ItIs401InSendGridsShape()
    {
        var response = await SendAsync(Mail("c@example.com"), "other");
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await ErrorAsync(response)).GetProperty("message").GetString().Should().Be("The provided authorization grant is invalid, expired, or revoked");
    }

    /// <summary>Source: twilio.com/docs/sendgrid/api-reference/mail-send/errors.</summary>
    [Theory]
    [InlineData("from", "{P},{S},{C}")]
    [InlineData("from", "'from':{'email':'nobody'},{P},{S},{C}")]
    [InlineData("personalizations", "{F},{S},{C}")]
    [InlineData("personalizations", "'personalizations':[],{F},{S},{C}")]
    [InlineData("personalizations.0.to", "'personalizations':[{}],{F},{S},{C}")]
    [InlineData("personalizations.0.to", "'personalizations':[{'to':[{'email':'ann'}]}],{F},{S},{C}")]
    [InlineData("personalizations.0.to", "'personalizations':[{'to':[{'email':'a@example.com','name':'A;B'}]}],{F},{S},{C}")]
    [InlineData("personalizations.0", "'personalizations':[{'to':[{'email':'a@example.com'},{'email':'A@example.com'}]}],{F},{S},{C}")]
    [InlineData("subject", "{P},{F},{C}")]
    [InlineData("subject", "'subject':'',{P},{F},{C}")]
    [InlineData("content", "{P},{F},{S}")]
    [InlineData("content", "'content':[{'type':'text/html','value':'x'},{'type':'text/plain','value':'x'}],{P},{F},{S}")]
    [InlineData("content", "'content':[{'type':'text/plain','value':'x'},{'type':'text/plain','value':'x'}],{P},{F},{S}")]
    [InlineData("content.0.type", "'content':[{'type':'html','value':'x'}],{P},{F},{S}")]
    [InlineData("content.0.type", "'content':[{'type':'text/html; charset=utf-8','value':'x'}],{P},{F},{S}")]
    [InlineData("content.0.value", "'content':[{'type':'text/html','value':''}],{P},{F},{S}")]
    [InlineData("custom_args", "'custom_args':{'a':null},{P},{F},{S},{C}")]
    [InlineData("headers", "'headers':{'Subject':'x'},{P},{F},{S},{C}")]
    public async Task Given_AnInvalidMail_When_Sent_Then_ItIs400AndNamesTheField(string field, string body)
    {
        var response = await PostAsync(body);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await ErrorAsync(response)).GetProperty("field").GetString().Should().Be(field);
    }

    [Fact]
    public async Task Given_TheValidParts_When_Sent_Then_TheyAreAccepted() =>
        (await PostAsync("{P},{F},{S},{C}")).StatusCode.Should().Be(HttpStatusCode.Accepted);

    [Theory]
    [InlineData("'from':1")]
    [InlineData("broken")]
    public async Task Given_NoMailAtAll_When_Sent_Then_ItIs400(string body) =>
        (await PostAsync(body)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

    /// <summary>Source: twilio.com/docs/sendgrid/api-reference/mail-send/limitations: less than 10,000 bytes of custom arguments.</summary>
    [Theory]
    [InlineData(9_998, HttpStatusCode.Accepted)]
    [InlineData(9_999, HttpStatusCode.BadRequest)]
    public async Task Given_CustomArguments_When_Sent_Then_TheirLengthIsLimited(int length, HttpStatusCode expected) =>
        (await PostAsync($"'custom_args':{{'a':'{new string('x', length)}'}},{{P}},{{F}},{{S}},{{C}}")).StatusCode.Should().Be(expected);

    /// <summary>Source: twilio.com/docs/sendgrid/api-reference/mail-send/limitations: at most 1,000 recipients.</summary>
    [Theory]
    [InlineData(1000, HttpStatusCode.Accepted)]
    [InlineData(1001, HttpStatusCode.BadRequest)]
    public async Task Given_ManyRecipients_When_Sent_Then_TheirNumberIsLimited(int count, HttpStatusCode expected)
    {
        var to = string.Join(',', Enumerable.Range(0, count).Select(i => $"{{'email':'many{i}@example.com'}}"));
        (await PostAsync($"'personalizations':[{{'to':[{to}]}}],{{F}},{{S}},{{C}}")).StatusCode.Should().Be(expected);
    }

    /// <summary>Source: twilio.com/docs/sendgrid/api-reference/mail-send/limitations: less than 30 MB.</summary>
    [Fact]
    public async Task Given_ABodyOver30Megabytes_When_Sent_Then_ItIs413() =>
        (await PostAsync($"'content':[{{'type':'text/plain','value':'{new string('x', 30_000_000)}'}}],{{P}},{{F}},{{S}}")).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task Given_AnotherMediaType_When_Sent_Then_ItIs415() =>
        (await PostAsync("{P},{F},{S},{C}", "text/plain")).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(400)]
    public async Task Given_OrderedFaults_When_Sent_Then_TheyAreAnsweredAndNothingIsKept(int status)
    {
        await sinks.OrderFaultsAsync("mail", status, count: 2);
        var to = $"fault{status}@example.com";
        (await SendAsync(Mail(to))).StatusCode.Should().Be((HttpStatusCode)status);
        (await SendAsync(Mail(to))).StatusCode.Should().Be((HttpStatusCode)status);
        (await SendAsync(Mail(to))).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await sinks.MailsAsync(to)).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AnOrdered429_When_Sent_Then_ItTellsWhenToTryAgain()
    {
        await sinks.OrderFaultsAsync("mail", 429, count: 1, retryAfterSeconds: 7);
        var response = await SendAsync(Mail("limited@example.com"));
        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        response.Headers.GetValues("X-RateLimit-Remaining").Should().Equal("0");
        response.Headers.Should().Contain(h => h.Key == "X-RateLimit-Limit").And.Contain(h => h.Key == "X-RateLimit-Reset");
    }

    private static SendGridMessage Mail(string to, string subject = "Subject") =>
        MailHelper.CreateSingleEmail(new EmailAddress("no-reply@kpm.example", "Kpm"), new EmailAddress(to), subject, "Hello", "<p>Hello</p>");

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage response) => FirstError(await response.Content.ReadAsStringAsync());

    private static async Task<JsonElement> ErrorAsync(Response response) => FirstError(await response.Body.ReadAsStringAsync());

    private static JsonElement FirstError(string body) => JsonDocument.Parse(body).RootElement.GetProperty("errors")[0];

    private Task<Response> SendAsync(SendGridMessage message, string key = Key) =>
        new SendGridClient(new SendGridClientOptions { ApiKey = key, Host = sinks.Address.ToString().TrimEnd('/') }).SendEmailAsync(message);

    /// <summary>Sends a body written with single quotes and with {P}, {F}, {S}, {C} for valid parts.</summary>
    private async Task<HttpResponseMessage> PostAsync(string body, string mediaType = "application/json")
    {
        var json = $"{{{body}}}"
            .Replace("{P}", "'personalizations':[{'to':[{'email':'ann@example.org'}]}]")
            .Replace("{F}", "'from':{'email':'no-reply@kpm.example'}")
            .Replace("{S}", "'subject':'Subject'")
            .Replace("{C}", "'content':[{'type':'text/plain','value':'Hello'}]")
            .Replace('\'', '"');
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/mail/send") { Content = new StringContent(json, Encoding.UTF8, mediaType) };
        request.Headers.Authorization = new("Bearer", Key);
        return await sinks.Client.SendAsync(request);
    }
}
