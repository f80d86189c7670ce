using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Reminders;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    /// <summary>What is sealed is wrapped anew; what it says is the same. Nothing changes when it is as it was.</summary>
    public void RenewWraps(StoredReminders? reminders, SecondFactor? factor)
    {
        if (reminders != State.Reminders || factor != State.SecondFactor) Rewrap(State with { Reminders = reminders, SecondFactor = factor });
    }
}
