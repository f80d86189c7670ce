using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Reminders;

/// <summary>The reminders of a user as they are stored.</summary>
/// <param name="Sealed">A <see cref="ReminderList"/>, for the user alone.</param>
/// <param name="NextTime">When the next of them is due; in the clear, so that due ones are found while nobody is logged in.</param>
public sealed record StoredReminders(SealedRecord Sealed, Timestamp? NextTime);

/// <summary>Seals and opens the reminders of users.</summary>
public sealed class ReminderSealer(IContentSealer sealer)
{
    public async Task<ReminderList> OpenAsync(UserId user, StoredReminders? stored, CancellationToken cancellationToken) =>
        stored is null ? ReminderList.Empty : await sealer.OpenAsync<ReminderList>(ReminderList.RecordOf(user), stored.Sealed, user, cancellationToken);

    /// <summary>The list as it is stored after the former one; null when it is empty.</summary>
    public async Task<StoredReminders?> SealAsync(UserId user, StoredReminders? former, ReminderList list, CancellationToken cancellationToken)
    {
        if (list.Items.IsEmpty) return null;
        var record = ReminderList.RecordOf(user);
        var content = former is null
            ? await sealer.SealAsync(record, list, [user], cancellationToken)
            : await sealer.ResealAsync(record, former.Sealed, user, list, cancellationToken);
        return new StoredReminders(content, list.NextTime());
    }
}
