using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Reminders;

namespace Kpm.Core.Users.User;

/// <summary>What a user may do beyond what everybody may.</summary>
public static class Role
{
    public const string User = "user";
    public const string Admin = "admin";
}

/// <summary>The stored part of a <see cref="UserAccount"/>.</summary>
public sealed record UserState : AggregateState
{
    public required string Username { get; init; }

    public required string Email { get; init; }

    public string? PublicName { get; init; }

    /// <summary>Self-describing hash; never leaves the server.</summary>
    public required string PasswordHash { get; init; }

    public required ImmutableArray<string> Roles { get; init; }

    public required string ReferralCode { get; init; }

    public UserId? ReferredBy { get; init; }

    /// <summary>The language of mails and pages; null when not known.</summary>
    public Language? Language { get; init; }

    /// <summary>The person's time zone, a name of the IANA time zone database; null when not known.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Counts how often all sessions were ended: a session of an earlier epoch is over, whatever its own document says.</summary>
    public int SessionEpoch { get; init; }

    /// <summary>The one session that outlived the last change of epoch: the one that asked for it.</summary>
    public SessionId? SparedSession { get; init; }

    /// <summary>The address that waits for its confirmation.</summary>
    public PendingEmail? PendingEmail { get; init; }

    /// <summary>Addresses that the account had, oldest first: the last one is told of the change, and their claims are given back.</summary>
    public ImmutableArray<FormerEmail> FormerEmails { get; init; } = [];

    /// <summary>When the account ends at its user's wish, unless the user logs in before.</summary>
    public Timestamp? ClosingTs { get; init; }

    /// <summary>What the user wants to be reminded of; null when there is nothing.</summary>
    public StoredReminders? Reminders { get; init; }

    /// <summary>What a log-in needs beside the password; null when nothing.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>What is enough for a log-in by itself, oldest first.</summary>
    public ImmutableArray<Passkey> Passkeys { get; init; } = [];

    /// <summary>The passkey that is being registered; null when none is.</summary>
    public PasskeyRegistration? PasskeyRegistration { get; init; }

    /// <summary>What the last mails tell of the address; null while none came back.</summary>
    public MailboxReach? Mailbox { get; init; }

    public UserId? RemovedBy { get; init; }

    /// <summary>Stored, never shown.</summary>
    public string? RemovedReason { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"UserState {{ Lifecycle = {Lifecycle} }}";
}
