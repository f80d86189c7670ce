using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Functions.Users;

/// <summary>One of the sessions in which a person is logged in; times in milliseconds since 1970.</summary>
/// <param name="Id">The session.</param>
/// <param name="CreatedTs">The log-in.</param>
/// <param name="LastUsedTs">The last log-in or refresh.</param>
/// <param name="ExpiresTs">When it ends unless it is used before.</param>
/// <param name="Device">What the client called itself, if it did.</param>
/// <param name="IsCurrent">Whether it is the session that asks.</param>
internal sealed record SessionResponse(string Id, long CreatedTs, long LastUsedTs, long ExpiresTs, string? Device, bool IsCurrent)
{
    public static SessionResponse Of(LoginSession session, SessionId current) => new(
        session.Id.ToString(),
        session.State.CreatedTs.UnixMilliseconds,
        session.State.LastUsedTs.UnixMilliseconds,
        session.State.ExpiresTs.UnixMilliseconds,
        session.State.Device,
        session.Id == current);
}
