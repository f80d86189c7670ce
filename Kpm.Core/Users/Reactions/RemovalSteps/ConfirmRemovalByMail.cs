using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>The person is told by mail, while the address is still known. A mail that cannot be sent for a day does not hold up the removal.</summary>
public sealed class ConfirmRemovalByMail(IWorkQueue<SendEmail> emails, IMailLog log, IClock clock) : IRemovalStep
{
    /// <summary>Longer than the mail itself is tried.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(25);

    public string Name => "mail";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        var mail = SendEmail.ToUser(MailKind.AccountRemoved, account.User, account.Removal.ToString());
        if (await log.FindSentAsync(mail.MailId, cancellationToken) is not null || clock.Now - account.StartedAt > Patience) return true;
        await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
        return false;
    }
}
