using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Functions.Http;

namespace Kpm.Tests.Functions.Adapters.SendGrid;

/// <summary>What an event of the webhook says of a mail.</summary>
public sealed class SendGridEventTests
{
    [Theory]
    [InlineData("\"event\":\"processed\"", MailOutcome.Accepted)]
    [InlineData("\"event\":\"delivered\"", MailOutcome.Delivered)]
    [InlineData("\"event\":\"bounce\",\"type\":\"bounce\"", MailOutcome.Bounced)]
    [InlineData("\"event\":\"bounce\"", MailOutcome.Bounced)]
    [InlineData("\"event\":\"bounce\",\"type\":\"blocked\"", MailOutcome.Refused)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Bounced Address\"", MailOutcome.Bounced)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Invalid\"", MailOutcome.Bounced)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Spam Content\"", MailOutcome.Refused)]
    public void Given_AnEventOfAMail_When_Read_Then_ItSaysWhatBecameOfIt(string happened, MailOutcome outcome) =>
        Read($$"""{{{happened}},"sg_event_id":"e1","timestamp":1800000000,"kpm_mail_id":"m1","email":"a@example.com"}""")
            .Should().Be(("e1", new NoteMailOutcome("m1", outcome, new Timestamp(1_800_000_000_000))));

    [Theory]
    [InlineData("""{"event":"open","sg_event_id":"e1","timestamp":1,"kpm_mail_id":"m1"}""")]
    [InlineData("""{"event":"deferred","sg_event_id":"e1","timestamp":1,"kpm_mail_id":"m1"}""")]
    [InlineData("""{"event":"delivered","sg_event_id":"e1","timestamp":1}""")]
    [InlineData("""{"event":"delivered","timestamp":1,"kpm_mail_id":"m1"}""")]
    [InlineData("""{"event":"delivered","sg_event_id":"","timestamp":1,"kpm_mail_id":""}""")]
    [InlineData("{}")]
    public void Given_AnEventThatSaysNothingOfAMailOfOurs_When_Read_Then_ThereIsNoWork(string json) => Read(json).Should().BeNull();

    private static (string, NoteMailOutcome)? Read(string json) => JsonSerializer.Deserialize<SendGridEvent>(json, Reply.Json)!.ToWork();
}
