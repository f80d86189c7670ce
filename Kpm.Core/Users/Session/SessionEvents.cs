using Kpm.Core.Shared;

namespace Kpm.Core.Users.Session;

/// <summary>Somebody logged in.</summary>
[EventName("session_started.v1")]
public sealed record SessionStarted(SessionId Session, UserId User) : DomainEvent;
