using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>An account as its user and admins see it.</summary>
public sealed record UserRow(
    UserId Id,
    long Version,
    Lifecycle Lifecycle,
    Timestamp CreatedTs,
    string Username,
    string Email,
    string? PublicName,
    ImmutableArray<string> Roles,
    string? ReferralCode,
    UserId? ReferredBy,
    Language? Language,
    string? TimeZone)
{
    public static UserRow Of(UserAccount user) => new(
        user.Id,
        user.Version,
        user.State.Lifecycle,
        user.State.CreatedTs,
        user.State.Username,
        user.State.Email,
        user.State.PublicName,
        user.State.Roles,
        user.State.ReferralCode.Length > 0 ? user.State.ReferralCode : null,
        user.State.ReferredBy,
        user.State.Language,
        user.State.TimeZone);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"UserRow {{ Id = {Id} }}";
}

/// <summary>Every account, in one list for admins.</summary>
public interface IUserDirectory
{
    /// <summary>Stores a row, unless a newer version of it is there.</summary>
    Task PutAsync(UserRow row, CancellationToken cancellationToken);

    /// <summary>One page of all accounts, in every state, in the order of their creation; ties by id.</summary>
    Task<Page<UserRow>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}
