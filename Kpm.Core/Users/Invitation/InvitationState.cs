using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Invitation;

/// <summary>Where an invitation goes: it lies sealed under the key of whoever invites.</summary>
/// <param name="Email">The address, in its stored form.</param>
public sealed record InvitationContent(string Email)
{
    /// <summary>Never the address: it must not reach a log.</summary>
    public override string ToString() => nameof(InvitationContent);
}

/// <summary>A token that was mailed.</summary>
/// <param name="Hash">SHA-256 of its secret.</param>
/// <param name="ExpiresTs">Its end.</param>
public sealed record MintedToken(string Hash, Timestamp ExpiresTs)
{
    /// <summary>Never the hash: it must not reach a log.</summary>
    public override string ToString() => nameof(MintedToken);
}

/// <summary>
/// The stored part of a <see cref="LegacyInvitation"/>. Pending: open. Active: accepted, and the keep is being made. Inactive: fulfilled.
/// Removed: withdrawn.
/// </summary>
public sealed record InvitationState : AggregateState
{
    public required ReleaseId Release { get; init; }

    /// <summary>Whose release it is.</summary>
    public required UserId Inviter { get; init; }

    /// <summary>An <see cref="InvitationContent"/>, sealed for the inviter; null once nothing is to be mailed any more.</summary>
    public SealedRecord? Sealed { get; init; }

    /// <summary>The tokens that were mailed, oldest first: the last is good, the others can only ask for another one.</summary>
    public ImmutableArray<MintedToken> Tokens { get; init; } = [];

    /// <summary>The account that took it up.</summary>
    public UserId? AcceptedBy { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"InvitationState {{ Lifecycle = {Lifecycle} }}";
}
