using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>An address that a user wants to have, until the link that was mailed to it is followed.</summary>
/// <param name="Address">In stored form.</param>
/// <param name="Session">The session that asked; it outlives the change.</param>
/// <param name="RequestedTs">When it was asked for; the link of an earlier request does not work any more.</param>
public sealed record PendingEmail(string Address, SessionId Session, Timestamp RequestedTs)
{
    /// <summary>Never the address: it must not reach a log.</summary>
    public override string ToString() => "PendingEmail";
}

/// <summary>An address that an account had.</summary>
public sealed record FormerEmail(string Address, Timestamp ChangedTs)
{
    /// <summary>Never the address: it must not reach a log.</summary>
    public override string ToString() => "FormerEmail";
}
