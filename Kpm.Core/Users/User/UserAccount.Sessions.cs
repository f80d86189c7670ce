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

    /// <summary>The state in which every session but one is over, from the very write that stores it.</summary>
    private UserState WithoutSessions(SessionId? spared) => State with { SessionEpoch = State.SessionEpoch + 1, SparedSession = spared };
}
