using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.Reactions;

/// <summary>A keep was asked for or accepted: a push message tells the other side (OPEN-19). Nobody is told of a decline.</summary>
public sealed class PushKeep(PushFanOut pushes)
{
    /// <param name="happened">The kind of event.</param>
    /// <param name="requester">Who asked.</param>
    /// <param name="requested">Who was asked.</param>
    /// <param name="cause">The event's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task HandleAsync(Type happened, UserId requester, UserId requested, string cause, CancellationToken cancellationToken) => pushes.SendAsync(
        happened == typeof(KeepRequested)
            ? new PushNews(PushKind.KeepRequested, requester, requested, cause)
            : new PushNews(PushKind.KeepAccepted, requested, requester, cause),
        cancellationToken);
}
