using Kpm.Core.Shared;

namespace Kpm.Core.Notifications;

/// <summary>The push messages that Kpm sends.</summary>
public enum PushKind
{
    /// <summary>To a user: somebody asks to be a keep.</summary>
    KeepRequested,

    /// <summary>To a user: somebody they asked is a keep now.</summary>
    KeepAccepted,

    /// <summary>To a receiver: somebody left something that can be claimed now.</summary>
    LegacyClaimable,

    /// <summary>To a receiver: what had been delivered to them was taken back.</summary>
    LegacyTakenBack,

    /// <summary>To a receiver who had been told: what waited for them does not any more.</summary>
    LegacyWithdrawn,

    /// <summary>To a user: what they wanted to be reminded of.</summary>
    Reminder,
}

/// <summary>Work: send one push message to the device of one session. Carries ids only; device, language and title are looked up when it is sent.</summary>
/// <param name="PushId">Names this message for ever: the cause, the kind and the session.</param>
/// <param name="Kind">Which message.</param>
/// <param name="About">The user whom it is about.</param>
/// <param name="User">The user who gets it.</param>
/// <param name="Session">The session whose device gets it.</param>
public sealed record SendPush(string PushId, PushKind Kind, UserId About, UserId User, SessionId Session)
{
    /// <summary>What it reminds of; null when it is no reminder.</summary>
    public ReminderNoticeId? Notice { get; init; }
}

/// <summary>Something that a user is told by push, on whatever devices.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="About">The user whom it is about.</param>
/// <param name="User">The user who gets it.</param>
/// <param name="Cause">The event's id.</param>
public sealed record PushNews(PushKind Kind, UserId About, UserId User, string Cause)
{
    /// <summary>What it reminds of; null when it is no reminder.</summary>
    public ReminderNoticeId? Notice { get; init; }

    public SendPush To(SessionId session) => new($"{Cause}:{Kind}:{session}", Kind, About, User, session) { Notice = Notice };
}
