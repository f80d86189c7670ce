using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Mails to a person come back: whoever plans to leave them something is told, once, while that can still be mended.</summary>
public sealed class TellOwnersOfUnreachable(IReleases releases, IWorkQueue<SendEmail> emails)
{
    /// <param name="person">Whose mails come back.</param>
    /// <param name="cause">The event's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HandleAsync(UserId person, string cause, CancellationToken cancellationToken)
    {
        var owners = new HashSet<UserId>();
        foreach (var id in await releases.FindOfAsync(person, cancellationToken))
            if (await releases.FindAsync(id, cancellationToken) is { State.IsFinal: false } release && release.State.Receivers.Contains(person)) owners.Add(release.State.Owner);
        owners.Remove(person);
        foreach (var mail in owners.Select(owner => SendEmail.ToUserAbout(person, MailKind.KeepUnreachable, owner, cause)))
            await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
