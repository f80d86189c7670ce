using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>Work: something that a user wants to be reminded of may be due.</summary>
/// <param name="User">Whose reminders.</param>
/// <param name="Due">When the next of them was due as the work was sent: work for another time is another work.</param>
public sealed record RemindUser(UserId User, Timestamp Due);

/// <summary>How long before its time somebody is reminded.</summary>
public sealed record ReminderLead(TimeSpan Time);

/// <summary>
/// Moves what is due to its next time, in one write with an event for each (OPEN-69). Whatever came due while nobody looked is told once,
/// late rather than never; whoever looks again finds nothing.
/// </summary>
public sealed class RemindUserHandler(IUsers users, ReminderSealer sealer, IClock clock, ReminderLead lead)
{
    /// <exception cref="TransientFailureException">It is not time yet.</exception>
    public async Task HandleAsync(RemindUser work, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(work.User, cancellationToken) is not { } user) throw new PermanentFailureException("user_unknown");
        var until = clock.Now + lead.Time;
        if (!user.IsActive || user.State.Reminders?.NextTime is not { } next) return;
        if (next > until)
        {
            // The timer's clock was ahead: its next messages would be dropped as duplicates of this one.
            if (next == work.Due) throw new TransientFailureException("reminder_early") { RetryAfter = next - until };
            return;
        }

        var list = await sealer.OpenAsync(user.Id, user.State.Reminders, cancellationToken);
        var (due, advanced) = list.Advance(until, user.NoticesOfNextChange());
        var stored = await sealer.SealAsync(user.Id, user.State.Reminders, advanced, cancellationToken);
        user.Remind(due, stored, clock.Now);
        await users.SaveAsync(user, cancellationToken);
    }
}
