using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Starts a session with e-mail address and password. Anyone may call it.</summary>
/// <param name="Session">What is asked of the new session.</param>
/// <param name="Email">As typed.</param>
/// <param name="Password">As typed.</param>
/// <param name="Code">A code of the second factor, as typed; null when none was.</param>
/// <param name="At">Now.</param>
public sealed record LogIn(SessionWish Session, string Email, string Password, string? Code, Timestamp At)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"LogIn {{ Session = {Session.Id} }}";
}

public sealed class LogInHandler(IUsers users, ClaimDesk claims, IPasswordHasher passwords, SecondFactorDesk secondFactors, SessionDesk sessions)
{
    /// <summary>Looked for when an address is nobody's, so that it costs the same.</summary>
    private static readonly UserId Nobody = new(Guid.Empty);

    /// <remarks>An unknown address costs and answers the same as a wrong password; the account's state, and that it has a second factor, is told only to who knows the password.</remarks>
    public async Task<Result<IssuedTokens>> HandleAsync(LogIn command, CancellationToken cancellationToken)
    {
        var user = await FindAsync(command.Email, cancellationToken);
        var known = user is { State.Lifecycle: not Lifecycle.Removed } ? user : null;
        var isRight = await passwords.VerifyAsync(command.Password, known?.State.PasswordHash, cancellationToken);
        if (!isRight || user is null) return new BadCredentials();
        if (!user.IsActive) return new UserNotValidated();
        var scopes = command.Session.ScopesOf(user);
        if (scopes.IsFailure) return scopes.Error;

        var passed = await secondFactors.CheckAsync(user, command.Code, command.At, cancellationToken);
        if (passed.IsFailure)
        {
            await users.SaveAsync(user, cancellationToken);
            return passed.Error;
        }

        await WelcomeBackAsync(user, command, cancellationToken);
        var grant = user.HasSecondFactor ? AccessGrant.LogInWithSecondFactor : AccessGrant.LogIn;
        return await sessions.StartAsync(user, command.Session, scopes.Value, grant, command.At, cancellationToken);
    }

    private async Task<UserAccount?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(text);
        if (email.IsFailure) return null;
        var holder = await claims.FindHolderAsync(UserClaims.Email(email.Value), cancellationToken);
        var found = await users.FindAsync(EntityId.TryParse<UserId>(holder, out var id) ? id : Nobody, cancellationToken);

        // The claim on a former address is given back a moment after the account has another one.
        return found is not null && EmailAddress.FromStored(found.State.Email).NormalizedKey == email.Value.NormalizedKey ? found : null;
    }

    /// <summary>An account that was about to end goes on, and its password is hashed anew when new ones are hashed at another cost.</summary>
    private async Task WelcomeBackAsync(UserAccount user, LogIn command, CancellationToken cancellationToken)
    {
        user.CancelClosing(command.At);
        if (passwords.IsOutdated(user.State.PasswordHash)) user.Rehash(await passwords.HashAsync(command.Password, cancellationToken), command.At);
        await users.SaveAsync(user, cancellationToken);
    }
}
