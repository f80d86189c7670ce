using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    /// <summary>Whether the session is one of this account and neither ended nor belongs to an earlier epoch.</summary>
    public bool Admits(LoginSession session, Timestamp at) =>
        session.State.User == Id
        && session.IsActive(at)
        && (session.State.Epoch == State.SessionEpoch || session.Id == State.SparedSession);

    /// <summary>
    /// Whether the link of a check-in that was mailed then still gives signs of life: a change of password or address shuts out whoever holds an older mail. An older link
    /// counts after other signs, too, so that nobody who opens the mail of yesterday is taken for silent.
    /// </summary>
    /// <param name="mailed">When it was mailed, rounded down to a second.</param>
    public bool MayCheckIn(Timestamp mailed) => State.Lifecycle != Lifecycle.Removed && !IsChangedSince("password", mailed) && !IsChangedSince("email", mailed);

    private bool IsChangedSince(string field, Timestamp second) => State.ModifiedTs.TryGetValue(field, out var changed) && changed >= second + TimeSpan.FromSeconds(1);

    /// <summary>The state in which every session but one is over, from the very write that stores it.</summary>
    private UserState WithoutSessions(SessionId? spared) => State with { SessionEpoch = State.SessionEpoch + 1, SparedSession = spared };
}
