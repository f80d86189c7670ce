using Kpm.Core.Shared;

namespace Kpm.Core.Users.Invitation;

/// <summary>Who invites is who accepts.</summary>
public sealed record InvitationOfOneself() : Error(ErrorKind.Conflict, "invitation_of_oneself", "You invited somebody else. An invitation cannot be accepted by whoever sent it.");
