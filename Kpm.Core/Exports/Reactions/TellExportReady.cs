using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Exports.Reactions;

/// <summary>An archive can be read: a mail tells its owner until when.</summary>
public sealed class TellExportReady(IWorkQueue<SendEmail> emails)
{
    public Task HandleAsync(ExportReady happened, CancellationToken cancellationToken)
    {
        var mail = SendEmail.ToUser(MailKind.ExportReady, happened.Owner, happened.EventId) with { Until = happened.Until };
        return emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
