using System.Text.Json.Serialization;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.SendGrid;

/// <summary>One event of the event webhook, as far as it is used: never the address.</summary>
/// <remarks>https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event</remarks>
internal sealed record SendGridEvent
{
    private static readonly string[] AddressIsBad = ["Bounced Address", "Invalid"];

    /// <summary>What happened: processed, deferred, delivered, bounce, dropped, and what people did with the mail.</summary>
    public string? Event { get; init; }

    /// <summary>Names the event; a repeat has the same.</summary>
    public string? SgEventId { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long Timestamp { get; init; }

    /// <summary>Of a bounce: bounce when the server does not know the address, blocked when it does not take this mail.</summary>
    public string? Type { get; init; }

    /// <summary>Why it was dropped.</summary>
    public string? Reason { get; init; }

    [JsonPropertyName(SendGridMailSender.MailIdArgument)]
    public string? MailId { get; init; }

    /// <summary>What it says of one of our mails; null when it says nothing.</summary>
    public (string WorkId, NoteMailOutcome Work)? ToWork() =>
        this is { MailId: { Length: > 0 } mail, SgEventId: { Length: > 0 } id } && Outcome() is { } outcome
            ? (id, new NoteMailOutcome(mail, outcome, new Timestamp(Timestamp * 1000)))
            : null;

    private MailOutcome? Outcome() => (Event, Type) switch
    {
        ("processed", _) => MailOutcome.Accepted,
        ("delivered", _) => MailOutcome.Delivered,
        ("bounce", "blocked") => MailOutcome.Refused,
        ("bounce", _) => MailOutcome.Bounced,
        ("dropped", _) => AddressIsBad.Contains(Reason, StringComparer.Ordinal) ? MailOutcome.Bounced : MailOutcome.Refused,
        _ => null,
    };
}
