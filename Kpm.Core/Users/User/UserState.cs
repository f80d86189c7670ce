using System.Collections.Immutable;
using Kpm.Core.Shared;

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

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"UserState {{ Lifecycle = {Lifecycle} }}";
}
