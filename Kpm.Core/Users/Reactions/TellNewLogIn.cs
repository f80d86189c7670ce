using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>Somebody logged in: a mail tells the user if it was from a device that no session before had.</summary>
/// <remarks>A new version of the same program is no new device. The first log-in to a new account is no news.</remarks>
public sealed class TellNewLogIn(IUsers users, ISessions sessions, IWorkQueue<SendEmail> emails)
{
    private static readonly TimeSpan New = TimeSpan.FromDays(1);

    public async Task HandleAsync(SessionStarted happened, CancellationToken cancellationToken)
    {
        var known = await sessions.ListStoredAsync(happened.User, cancellationToken);
        if (known.FirstOrDefault(session => session.Id == happened.Session) is not { } started) return;
        var before = known.Where(session => IsBefore(session, started)).ToList();
        if (before.Exists(session => IsSameDevice(session, started))) return;
        if (before.Count == 0 && await IsNewAsync(started, cancellationToken)) return;
        var mail = SendEmail.ToUser(MailKind.NewLogIn, happened.User, happened.EventId) with { Session = happened.Session };
        await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }

    private async Task<bool> IsNewAsync(LoginSession started, CancellationToken cancellationToken) =>
        await users.FindAsync(started.State.User, cancellationToken) is not { } user || started.State.CreatedTs - user.State.CreatedTs < New;

    private static bool IsBefore(LoginSession one, LoginSession other) =>
        (one.State.CreatedTs, one.Id.Value).CompareTo((other.State.CreatedTs, other.Id.Value)) < 0;

    private static bool IsSameDevice(LoginSession one, LoginSession other) => WithoutVersions(one.State.Device) == WithoutVersions(other.State.Device);

    private static string WithoutVersions(string? device) => string.Concat((device ?? "").Where(letter => !char.IsAsciiDigit(letter) && letter != '.'));
}
