using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Notifications;

/// <summary>Sends one mail to one receiver, once unless a crash leaves the outcome unknown.</summary>
public sealed class SendEmailHandler(IUsers users, IMailLog log, IMailCap cap, MailComposer composer, IMailSender sender, MailPolicy policy, IClock clock)
{
    /// <exception cref="TransientFailureException">Try again later.</exception>
    /// <exception cref="PermanentFailureException">This mail can never be sent.</exception>
    public async Task HandleAsync(SendEmail work, CancellationToken cancellationToken)
    {
        var about = await FindAsync(work.About, cancellationToken);
        var meant = work.Rehearsal is null ? work.Receiver : work.InPlaceOf;
        var receiver = meant == work.About ? about : await FindAsync(meant, cancellationToken);
        var start = await log.StartAsync(work, clock.Now, policy.Lease, cancellationToken);
        if (start == MailStart.AlreadySent) return;
        if (start == MailStart.InFlight) throw new TransientFailureException("mail_in_flight") { RetryAfter = policy.Lease };
        try
        {
            if (start == MailStart.First && !await cap.TryTakeAsync(work, clock.Now, cancellationToken)) throw new PermanentFailureException("mail_cap_reached");
            if (await composer.ComposeAsync(work, about, receiver, cancellationToken) is { } mail) await sender.SendAsync(mail, cancellationToken);
        }
        catch (Exception failure) when (failure is PermanentFailureException or TransientFailureException)
        {
            await log.MarkNotSentAsync(work.MailId, cancellationToken);
            throw;
        }

        await log.MarkSentAsync(work.MailId, clock.Now, cancellationToken);
    }

    private async Task<UserAccount?> FindAsync(UserId? user, CancellationToken cancellationToken)
    {
        if (user is not { } id) return null;
        return await users.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("mail_user_unknown");
    }
}
