using Kpm.Core.Shared;

namespace Kpm.Core.Users.Invitation;

/// <summary>An account took up an invitation: it is to become a keep of the person who invited.</summary>
[EventName("invitation_accepted.v1")]
public sealed record InvitationAccepted(InvitationId Invitation, ReleaseId Release, UserId By) : DomainEvent;

/// <summary>The two are keeps: the release is to name the account as a receiver.</summary>
[EventName("invitation_fulfilled.v1")]
public sealed record InvitationFulfilled(InvitationId Invitation, ReleaseId Release, UserId By) : DomainEvent;
