using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Reads the reminders of a user, the one added last first. Only their user may call it.</summary>
public sealed record ListReminders(UserId User);

public sealed class ListRemindersHandler(IUsers users, ReminderSealer sealer)
{
    public async Task<Result<ReminderList>> HandleAsync(ListReminders query, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(query.User, cancellationToken) is not { } user) return new UserNotFound();
        return await sealer.OpenAsync(user.Id, user.State.Reminders, cancellationToken);
    }
}
