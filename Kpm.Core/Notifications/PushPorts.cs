using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Notifications;

/// <summary>A push message made ready for one device. A title only: what it is about stays in Kpm.</summary>
/// <param name="Device">The device's push-messaging token.</param>
/// <param name="Title">In the language of the user.</param>
public sealed record DevicePush(string Device, string Title)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(DevicePush);
}

/// <summary>What became of a push message.</summary>
public enum PushOutcome
{
    /// <summary>The service took it.</summary>
    Accepted,

    /// <summary>There is no such device any more: nothing will ever reach it.</summary>
    DeviceGone,
}

/// <summary>Hands a push message to the messaging service.</summary>
public interface IPushSender
{
    /// <summary>Whether there is a service at all: without credentials none is sent.</summary>
    bool CanSend { get; }

    /// <exception cref="TransientFailureException">The service is overloaded or down.</exception>
    /// <exception cref="PermanentFailureException">The service refuses this message for good.</exception>
    Task<PushOutcome> SendAsync(DevicePush push, CancellationToken cancellationToken);
}

/// <summary>What is known of a push message before it is sent.</summary>
public enum PushStart
{
    /// <summary>Send it: nobody else does.</summary>
    Started,

    /// <summary>It was sent, or there was no device for it.</summary>
    AlreadySent,

    /// <summary>Somebody is sending it right now, or died while doing so a moment ago.</summary>
    InFlight,
}

/// <summary>Remembers which push messages were sent. Holds no content and no device.</summary>
public interface IPushLog
{
    /// <summary>Claims the sending of a message for the length of the lease.</summary>
    Task<PushStart> StartAsync(string pushId, PushKind kind, Timestamp at, TimeSpan lease, CancellationToken cancellationToken);

    Task MarkSentAsync(string pushId, Timestamp at, CancellationToken cancellationToken);

    /// <summary>Gives the lease back after a failure that is known not to have sent the message, or that leaves it open.</summary>
    Task MarkNotSentAsync(string pushId, CancellationToken cancellationToken);
}

/// <summary>The devices of log-ins.</summary>
public interface IPushDevices
{
    /// <summary>The log-ins of a user that go on and have a device.</summary>
    Task<IReadOnlyList<SessionId>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The push-messaging token of a log-in's device; null when it has none, or when the account or the log-in is over.</summary>
    Task<string?> FindAsync(UserAccount user, SessionId session, CancellationToken cancellationToken);

    /// <summary>Nothing is sent to this device any more; the log-in goes on.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody else changed the log-in at this moment.</exception>
    Task ForgetAsync(UserId user, SessionId session, string device, CancellationToken cancellationToken);
}

/// <summary>Finds what a reminder says.</summary>
public interface IReminderTitles
{
    /// <summary>The title of the reminder that came due under this name; null when it was removed meanwhile, or came due again.</summary>
    Task<string?> FindAsync(UserAccount user, ReminderNoticeId notice, CancellationToken cancellationToken);
}
