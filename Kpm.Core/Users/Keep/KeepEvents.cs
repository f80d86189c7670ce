using Kpm.Core.Shared;

namespace Kpm.Core.Users.Keep;

/// <summary>One person asked another for a keep.</summary>
[EventName("keep_requested.v1")]
public sealed record KeepRequested(KeepId Keep, UserId Requester, UserId Requested) : DomainEvent;

/// <summary>The requested person accepted.</summary>
[EventName("keep_accepted.v1")]
public sealed record KeepAccepted(KeepId Keep, UserId Requester, UserId Requested) : DomainEvent;

/// <summary>A keep ended.</summary>
[EventName("keep_declined.v1")]
public sealed record KeepDeclined(KeepId Keep, UserId Requester, UserId Requested, bool WasAccepted) : DomainEvent;
