using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Mail;
using Kpm.Functions.Telemetry;
using Microsoft.Extensions.Options;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Kpm.Functions.Adapters.SendGrid;

/// <summary>Hands one mail for one receiver to SendGrid. Its client does not throw: the status says what happened.</summary>
internal sealed class SendGridMailSender(ISendGridClient client, IOptions<MailOptions> options) : IMailSender
{
    /// <summary>Comes back in the event webhook.</summary>
    public const string MailIdArgument = "kpm_mail_id";

    public async Task SendAsync(RenderedMail mail, CancellationToken cancellationToken)
    {
        var response = await SendAsync(ToMessage(mail), cancellationToken);
        if (response.IsSuccessStatusCode) return;
        throw FailureOf((int)response.StatusCode, response.Headers?.RetryAfter?.Delta);
    }

    /// <summary>A key that is wrong, revoked or without the right is our fault and not the mail's: the mail waits for another key.</summary>
    private static Exception FailureOf(int status, TimeSpan? asked) => status switch
    {
        401 or 403 => new TransientFailureException("sendgrid_key_refused"),
        408 or 429 or >= 500 => new TransientFailureException($"sendgrid_{status}") { RetryAfter = asked },
        _ => new PermanentFailureException($"sendgrid_{status}"),
    };

    private async Task<Response> SendAsync(SendGridMessage message, CancellationToken cancellationToken)
    {
        try
        {
            KpmMeter.Called("sendgrid");
            return await client.SendEmailAsync(message, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw new TransientFailureException("sendgrid_unreachable", unreachable);
        }
    }

    /// <summary>SendGrid refuses names with a comma or a semicolon.</summary>
    private static string? NameOf(RenderedMail mail) => mail.ToName?.Replace(',', ' ').Replace(';', ' ');

    private SendGridMessage ToMessage(RenderedMail mail)
    {
        var sender = options.Value;
        var message = MailHelper.CreateSingleEmail(
            new EmailAddress(sender.SenderAddress, sender.SenderName),
            new EmailAddress(mail.To, NameOf(mail)),
            mail.Subject,
            mail.Text,
            mail.Html);
        message.SetReplyTo(new EmailAddress(sender.ReplyTo));
        message.AddCustomArg(MailIdArgument, mail.MailId);
        if (mail.CanBeRefused) message.AddHeader("List-Unsubscribe", $"<mailto:{sender.ReplyTo}?subject=unsubscribe>");
        message.SetClickTracking(false, false);
        message.SetOpenTracking(false);
        return message;
    }
}
