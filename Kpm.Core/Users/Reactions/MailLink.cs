using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>A link was asked for: finds out, away from who asked, whether there is an account that it is for.</summary>
public sealed class MailLink(IClaimStore claims, IUsers users, IWorkQueue<SendEmail> emails)
{
    public async Task HandleAsync(SendLink work, CancellationToken cancellationToken)
    {
        if (!EntityId.TryParse<UserId>(await claims.FindHolderAsync(work.Claim, cancellationToken), out var holder)) return;
        if (await users.FindAsync(holder, cancellationToken) is not { } user) return;
        MailKind? kind = work.Link switch
        {
            LinkKind.Activation => user.State.Lifecycle == Lifecycle.Pending ? MailKind.Welcome : null,
            LinkKind.PasswordReset => user.IsActive ? MailKind.PasswordReset : null,
        };
        if (kind is not { } found) return;
        var mail = SendEmail.ToUser(found, user.Id, work.Request.ToString());
        await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
