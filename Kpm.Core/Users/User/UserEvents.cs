using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>An account was created. Raised for the first user too.</summary>
[EventName("user_registered.v1")]
public sealed record UserRegistered(UserId User, UserId? ReferredBy) : DomainEvent;

/// <summary>A pending account became active.</summary>
[EventName("user_activated.v1")]
public sealed record UserActivated(UserId User, UserId? ReferredBy) : DomainEvent;
