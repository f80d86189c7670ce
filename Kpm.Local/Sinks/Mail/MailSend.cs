using System.Text.Json;

namespace Kpm.Local.Sinks.Mail;

/// <summary>The body of <c>POST /v3/mail/send</c>, as far as it is used or checked. Source: twilio.com/docs/sendgrid/api-reference/mail-send/mail-send.</summary>
internal sealed record MailSend
{
    /// <summary>SendGrid's spelling of names.</summary>
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public IReadOnlyList<Personalization>? Personalizations { get; init; }

    public MailAddress? From { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<MailContent>? Content { get; init; }

    public string? TemplateId { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public IReadOnlyDictionary<string, string>? CustomArgs { get; init; }

    /// <summary>The first content of the MIME type; null when there is none.</summary>
    public string? ContentOf(string type) => Content?.FirstOrDefault(c => c.Type == type)?.Value;

    /// <summary>A personalization's subject wins over the mail's.</summary>
    public string SubjectOf(Personalization personalization) => personalization.Subject ?? Subject ?? string.Empty;

    /// <summary>A personalization's arguments win over the mail's.</summary>
    public IReadOnlyDictionary<string, string> CustomArgsOf(Personalization personalization)
    {
        var merged = new Dictionary<string, string>(CustomArgs ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in personalization.CustomArgs ?? new Dictionary<string, string>()) merged[name] = value;
        return merged;
    }
}

/// <summary>One mail of the request: everybody in it sees the others.</summary>
internal sealed record Personalization
{
    public IReadOnlyList<MailAddress>? To { get; init; }

    public IReadOnlyList<MailAddress>? Cc { get; init; }

    public IReadOnlyList<MailAddress>? Bcc { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyDictionary<string, string>? CustomArgs { get; init; }

    public IEnumerable<MailAddress> Recipients => (To ?? []).Concat(Cc ?? []).Concat(Bcc ?? []);
}

internal sealed record MailAddress(string? Email, string? Name = null);

internal sealed record MailContent(string? Type, string? Value);
