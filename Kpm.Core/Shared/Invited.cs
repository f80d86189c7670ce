using System.Collections.Immutable;

namespace Kpm.Core.Shared;

/// <summary>Somebody whom a release names by an address: whether there is an account plays no part.</summary>
/// <param name="Invitation">Their invitation.</param>
/// <param name="Email">The address, in its stored form.</param>
public sealed record InvitedPerson(InvitationId Invitation, string Email)
{
    /// <summary>Never the address: it must not reach a log.</summary>
    public override string ToString() => $"InvitedPerson {{ Invitation = {Invitation} }}";
}

/// <summary>Whom a release waits for.</summary>
/// <param name="Owner">Who invites.</param>
/// <param name="IsOpen">Whether the release has not ended.</param>
/// <param name="IsDue">Whether nothing else stands in the way: before, that there is a release is its owner's secret.</param>
/// <param name="Again">How often they are to be told again, that is beyond the first time.</param>
/// <param name="Invitations">The invitations that are not accepted yet.</param>
/// <param name="People">The same with their addresses; none when the release has ended.</param>
public sealed record InvitedToRelease(UserId Owner, bool IsOpen, bool IsDue, int Again, ImmutableArray<InvitationId> Invitations, ImmutableArray<InvitedPerson> People)
{
    /// <summary>Never the people: they must not reach a log.</summary>
    public override string ToString() => $"InvitedToRelease {{ IsOpen = {IsOpen}, IsDue = {IsDue} }}";
}

/// <summary>The one view over releases that invitations may have.</summary>
public interface IInvitedLookup
{
    /// <summary>Whom the release waits for, or null when there is no such release.</summary>
    Task<InvitedToRelease?> FindAsync(ReleaseId release, CancellationToken cancellationToken);

    /// <summary>Whether those whom the release waits for may be told of it at this moment.</summary>
    /// <param name="release">The release.</param>
    /// <param name="isOwnerActive">Whether the account of its owner is active, and not shut.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> MayBeToldAsync(ReleaseId release, bool isOwnerActive, CancellationToken cancellationToken);
}

/// <summary>Work: mail an invitation once more, with a token of its own.</summary>
/// <param name="Request">The request that asked for it.</param>
/// <param name="Invitation">The invitation.</param>
public sealed record SendInvitation(Guid Request, InvitationId Invitation);
