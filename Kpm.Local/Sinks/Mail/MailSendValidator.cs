using System.Text;
using MimeKit;

namespace Kpm.Local.Sinks.Mail;

/// <summary>
/// What SendGrid refuses with 400. Sources: twilio.com/docs/sendgrid/api-reference/mail-send/errors and /mail-send/limitations.
/// </summary>
internal static class MailSendValidator
{
    private const int MaxPersonalizations = 1000;
    private const int MaxRecipients = 1000;
    private const int MaxCustomArgsBytes = 10_000;

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from", "subject", "reply-to", "cc", "bcc",
    };

    /// <summary>Every error found; none = the mail is accepted.</summary>
    public static IReadOnlyList<SendGridError> Validate(MailSend mail) =>
        [.. From(mail), .. Personalizations(mail), .. Subject(mail), .. Content(mail), .. CustomArgs(mail), .. Headers(mail)];

    private static IEnumerable<SendGridError> From(MailSend mail)
    {
        if (string.IsNullOrEmpty(mail.From?.Email))
            yield return SendGridError.Parameter("from", "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.");
        else if (!IsAddress(mail.From.Email)) yield return SendGridError.Parameter("from", "The from email does not contain a valid address.");
    }

    private static IEnumerable<SendGridError> Personalizations(MailSend mail)
    {
        var personalizations = mail.Personalizations ?? [];
        if (personalizations.Count == 0)
            yield return SendGridError.Parameter("personalizations", "The personalizations field is required and must have at least one personalization.");
        if (personalizations.Count > MaxPersonalizations)
            yield return SendGridError.Parameter("personalizations", "The personalization block is limited to 1000 personalizations per API request.");
        if (personalizations.Sum(p => p.Recipients.Count()) > MaxRecipients)
            yield return SendGridError.Parameter("personalizations", "There is a limit of 1000 total recipients (to + cc + bcc) per request.");
        foreach (var (index, personalization) in personalizations.Index())
        {
            if (personalization.To is not { Count: > 0 })
                yield return SendGridError.Parameter($"personalizations.{index}.to", "The to array is required for all personalization objects, and must have at least one email object with a valid email address.");
            if (personalization.Recipients.Any(r => !IsAddress(r.Email)))
                yield return SendGridError.Parameter($"personalizations.{index}.to", "Does not contain a valid address.");
            if (personalization.Recipients.DistinctBy(r => r.Email, StringComparer.OrdinalIgnoreCase).Count() != personalization.Recipients.Count())
                yield return SendGridError.Parameter($"personalizations.{index}", "Each email address in the personalization block should be unique between to, cc, and bcc.");
            if (personalization.Recipients.Any(r => r.Name?.AsSpan().ContainsAny(';', ',') == true))
                yield return SendGridError.Parameter($"personalizations.{index}.to", "The name cannot include either the ; or , characters.");
        }
    }

    private static IEnumerable<SendGridError> Subject(MailSend mail)
    {
        var given = !string.IsNullOrEmpty(mail.Subject) || mail.TemplateId is not null || mail.Personalizations is { Count: > 0 } all && all.All(p => !string.IsNullOrEmpty(p.Subject));
        if (!given)
            yield return SendGridError.Parameter("subject", "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.");
    }

    private static IEnumerable<SendGridError> Content(MailSend mail)
    {
        var content = mail.Content ?? [];
        if (content.Count == 0 && mail.TemplateId is null)
            yield return SendGridError.Parameter("content", "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.");
        foreach (var (index, part) in content.Index())
        {
            if (string.IsNullOrEmpty(part.Type) || !ContentType.TryParse(part.Type, out _) || part.Type.AsSpan().ContainsAny(';', '\r', '\n'))
                yield return SendGridError.Parameter($"content.{index}.type", "The content type must be a MIME type and cannot contain ; or CRLF characters.");
            if (string.IsNullOrEmpty(part.Value))
                yield return SendGridError.Parameter($"content.{index}.value", "The content value must be a string at least one character in length.");
        }

        var ranks = content.Select(part => part.Type switch { "text/plain" => 0, "text/html" => 1, _ => 2 }).ToList();
        if (!ranks.SequenceEqual(ranks.Order()) || ranks.Count(r => r == 0) > 1 || ranks.Count(r => r == 1) > 1)
            yield return SendGridError.Parameter("content", "If present, text/plain must be first, followed by text/html, followed by any other content; text/plain and text/html may only be provided once.");
    }

    private static IEnumerable<SendGridError> CustomArgs(MailSend mail)
    {
        var args = (mail.Personalizations ?? []).Select(mail.CustomArgsOf).ToList();
        if (args.Exists(a => a.Values.Any(value => value is null))) yield return SendGridError.Parameter("custom_args", "The custom_args values must be strings.");
        else if (args.Exists(a => a.Sum(arg => Encoding.UTF8.GetByteCount(arg.Key) + Encoding.UTF8.GetByteCount(arg.Value)) >= MaxCustomArgsBytes))
            yield return SendGridError.Parameter("custom_args", "The total length of custom arguments must be less than 10000 bytes.");
    }

    private static IEnumerable<SendGridError> Headers(MailSend mail)
    {
        if ((mail.Headers ?? new Dictionary<string, string>()).Keys.Any(ReservedHeaders.Contains))
            yield return SendGridError.Parameter("headers", "The headers cannot be one of the reserved keys.");
    }

    private static bool IsAddress(string? email) =>
        email is not null && email.IndexOf('@', StringComparison.Ordinal) > 0 && MailboxAddress.TryParse(email, out var mailbox) && string.Equals(mailbox.Address, email, StringComparison.Ordinal);
}
