namespace Kpm.Core.Assets;

/// <summary>When somebody counts as silent for good, in days. The stages of an attempt follow each other in this order.</summary>
/// <param name="Period">Without a sign of life until an attempt begins: 7 to 3,650.</param>
/// <param name="Reminders">How many mails ask for a sign: 1 to 12.</param>
/// <param name="ReminderEvery">Between two of them, and after the last: 1 to 30.</param>
/// <param name="Grace">In which nothing but the keepers is asked: 1 to 90.</param>
/// <param name="Wait">Between the last warning and the release, never none: 1 to 90.</param>
public sealed record InactivityTerms(int Period, int Reminders, int ReminderEvery, int Grace, int Wait)
{
    /// <summary>Of stored terms too: without a wait nobody would be warned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public int Wait { get; init => field = AtLeastOne(value); } = AtLeastOne(Wait);

    /// <summary>What counts when a request says nothing.</summary>
    public static InactivityTerms Default { get; } = new(Period: 90, Reminders: 3, ReminderEvery: 7, Grace: 14, Wait: 7);

    /// <summary>Of an attempt that others' words began: the last warning, and the wait.</summary>
    public static InactivityTerms OfWait(int days) => new(Period: 0, Reminders: 0, ReminderEvery: 1, Grace: 0, Wait: days);

    /// <summary>The days of an attempt in which reminders are mailed.</summary>
    public int Reminding => Reminders * ReminderEvery;

    /// <summary>The days of an attempt before the wait.</summary>
    public int BeforeWait => Reminding + Grace;

    /// <summary>All days of an attempt.</summary>
    public int Days => BeforeWait + Wait;

    private static int AtLeastOne(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1, nameof(Wait));
        return days;
    }
}
