using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>An account was created. Raised for the first user too.</summary>
[EventName("user_registered.v1")]
public sealed record UserRegistered(UserId User, UserId? ReferredBy) : DomainEvent
{
    /// <summary>The invitation that brought the user, who is active already.</summary>
    public InvitationId? Invitation { get; init; }
}

/// <summary>An account was created with the token of an invitation, which it takes up.</summary>
[EventName("user_invited.v1")]
public sealed record UserInvited(UserId User, InvitationId Invitation) : DomainEvent;

/// <summary>A pending account became active, or was created so by an invitation.</summary>
[EventName("user_activated.v1")]
public sealed record UserActivated(UserId User, UserId? ReferredBy) : DomainEvent;

/// <summary>What the user tells of themself changed.</summary>
[EventName("user_profile_changed.v1")]
public sealed record UserProfileChanged(UserId User) : DomainEvent;

/// <summary>Every session of an earlier epoch is over.</summary>
[EventName("sessions_ended.v1")]
public sealed record SessionsEnded(UserId User) : DomainEvent;

/// <summary>The password is another one.</summary>
[EventName("password_changed.v1")]
public sealed record PasswordChanged(UserId User) : DomainEvent;

/// <summary>A user wants another address, and has to follow the link that is mailed to it.</summary>
[EventName("email_change_requested.v1")]
public sealed record EmailChangeRequested(UserId User) : DomainEvent;

/// <summary>The address is another one; the former one is told.</summary>
[EventName("email_changed.v1")]
public sealed record EmailChanged(UserId User) : DomainEvent;

/// <summary>Mails to the account come back.</summary>
[EventName("user_unreachable.v1")]
public sealed record UserUnreachable(UserId User) : DomainEvent;

/// <summary>Mails to the account arrive again.</summary>
[EventName("user_reachable.v1")]
public sealed record UserReachable(UserId User) : DomainEvent;

/// <summary>An admin shut the account.</summary>
[EventName("user_disabled.v1")]
public sealed record UserDisabled(UserId User) : DomainEvent;

/// <summary>A user wants to leave; the account ends after the cooling-off.</summary>
[EventName("user_closing_requested.v1")]
public sealed record UserClosingRequested(UserId User) : DomainEvent;

/// <summary>A user who wanted to leave came back.</summary>
[EventName("user_closing_cancelled.v1")]
public sealed record UserClosingCancelled(UserId User) : DomainEvent;

/// <summary>An account ended for good.</summary>
[EventName("user_removed.v1")]
public sealed record UserRemoved(UserId User, UserId By) : DomainEvent;

/// <summary>Nothing in the account tells any more who the person was.</summary>
[EventName("user_erased.v1")]
public sealed record UserErased(UserId User) : DomainEvent;
