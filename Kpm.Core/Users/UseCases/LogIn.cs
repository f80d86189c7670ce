using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Starts a session with e-mail address and password. Anyone may call it.</summary>
/// <param name="Session">The id of the new session.</param>
/// <param name="Email">As typed.</param>
/// <param name="Password">As typed.</param>
/// <param name="Scopes">The roles asked for; empty for all that the user has.</param>
/// <param name="ClientId">The device's push-messaging token, if any.</param>
/// <param name="At">Now.</param>
public sealed record LogIn(SessionId Session, string Email, string Password, ImmutableArray<string> Scopes, string? ClientId, Timestamp At)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"LogIn {{ Session = {Session} }}";
}

public sealed class LogInHandler(IUsers users, ISessions sessions, ClaimDesk claims, IPasswordHasher passwords, IAccessTokens accessTokens, IRefreshSecrets refreshSecrets)
{
    /// <remarks>An unknown address costs and answers the same as a wrong password; the account's state is told only to who knows the password.</remarks>
    public async Task<Result<IssuedTokens>> HandleAsync(LogIn command, CancellationToken cancellationToken)
    {
        var user = await FindAsync(command.Email, cancellationToken);
        if (!passwords.Verify(command.Password, user?.State.PasswordHash) || user is null || user.State.Lifecycle == Lifecycle.Removed) return new BadCredentials();
        if (!user.IsActive) return new UserNotValidated();
        var scopes = command.Scopes.IsEmpty ? user.State.Roles : [.. command.Scopes.Distinct(StringComparer.Ordinal)];
        if (scopes.Except(user.State.Roles, StringComparer.Ordinal).Any()) return new ScopeMismatch();

        var secret = refreshSecrets.Create();
        var session = LoginSession.Start(command.Session, user.Id, command.ClientId, scopes, refreshSecrets.Hash(secret), command.At);
        if (!await sessions.AddAsync(session, cancellationToken)) return new Conflict("This id is taken.");
        return new IssuedTokens(
            user.Id,
            accessTokens.Issue(user.Id, session.Id, scopes, isFresh: true, command.At),
            new RefreshToken(user.Id, session.Id, secret),
            session.State.ExpiresTs);
    }

    private async Task<UserAccount?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(text);
        if (email.IsFailure) return null;
        var holder = await claims.FindHolderAsync(UserClaims.Email(email.Value), cancellationToken);
        return EntityId.TryParse<UserId>(holder, out var id) ? await users.FindAsync(id, cancellationToken) : null;
    }
}
