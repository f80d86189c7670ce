using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Removes the reminders of these titles and first times; unknown ones change nothing. Only their user may call it.</summary>
public sealed record RemoveReminders(UserId User, ImmutableArray<ReminderKey> Reminders, Timestamp At);

public sealed class RemoveRemindersHandler(IUsers users, ReminderSealer sealer)
{
    public async Task<Result> HandleAsync(RemoveReminders command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var change = (await sealer.OpenAsync(user.Id, user.State.Reminders, cancellationToken)).Remove(command.Reminders);
        if (change.IsNone) return Result.Success;
        var stored = await sealer.SealAsync(user.Id, user.State.Reminders, change.List, cancellationToken);
        var changed = user.ChangeReminders(change, stored, command.At);
        if (changed.IsFailure) return changed;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
