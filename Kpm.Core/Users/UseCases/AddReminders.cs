using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Adds reminders; one of the same title and first time is replaced. Only their user may call it.</summary>
public sealed record AddReminders(UserId User, ImmutableArray<Reminder> Reminders, Timestamp At);

public sealed class AddRemindersHandler(IUsers users, IKeepLookup keeps, ReminderSealer sealer)
{
    /// <remarks>Errors: <see cref="RelatedUserNotKeep"/>, <see cref="UserNotFound"/>, <see cref="TooManyReminders"/>. Repeating the command changes nothing.</remarks>
    public async Task<Result> HandleAsync(AddReminders command, CancellationToken cancellationToken)
    {
        foreach (var related in command.Reminders.Select(reminder => reminder.RelatedUser).OfType<UserId>().Distinct())
        {
            if (!await keeps.AreKeepsAsync(command.User, related, cancellationToken)) return new RelatedUserNotKeep();
        }

        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var list = await sealer.OpenAsync(user.Id, user.State.Reminders, cancellationToken);
        var change = list.Add(command.Reminders, command.At);
        if (change.IsFailure) return change.Error;
        if (change.Value.IsNone) return Result.Success;
        var stored = await sealer.SealAsync(user.Id, user.State.Reminders, change.Value.List, cancellationToken);
        var changed = user.ChangeReminders(change.Value, stored, command.At);
        if (changed.IsFailure) return changed;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
