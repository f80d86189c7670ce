using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Begins a log-in with a passkey. Anyone may call it.</summary>
public sealed record BeginPasskeyLogIn(PasskeyChallengeId Challenge, Timestamp At);

/// <summary>Reads what a log-in that was begun asks of the authenticator. Anyone may call it who knows its id.</summary>
public sealed record GetPasskeyChallenge(PasskeyChallengeId Challenge, Timestamp At);

/// <summary>Starts a session with a passkey alone. Anyone may call it.</summary>
/// <param name="Session">What is asked of the new session.</param>
/// <param name="Challenge">What the authenticator had to sign, taken for this log-in; null when it is used or over.</param>
/// <param name="Answer">What the authenticator answered, as the browser wrote it.</param>
/// <param name="At">Now.</param>
public sealed record LogInWithPasskey(SessionWish Session, PasskeyChallenge? Challenge, string Answer, Timestamp At)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"LogInWithPasskey {{ Session = {Session.Id} }}";
}

public sealed class LogInWithPasskeyHandler(IUsers users, IPasskeyChallenges challenges, IPasskeyVerifier verifier, SessionDesk sessions)
{
    public Task HandleAsync(BeginPasskeyLogIn command, CancellationToken cancellationToken) =>
        challenges.AddAsync(new PasskeyChallenge(command.Challenge, verifier.CreateChallenge(), command.At), cancellationToken);

    public async Task<Result<PasskeyChallenge>> HandleAsync(GetPasskeyChallenge query, CancellationToken cancellationToken) =>
        await challenges.FindAsync(query.Challenge, cancellationToken) is { } challenge && challenge.IsOpen(query.At) ? challenge : new PasskeyChallengeNotFound();

    /// <summary>The challenge of a log-in, which is used by this, whatever becomes of the log-in; null when it was used or is over.</summary>
    public Task<PasskeyChallenge?> TakeAsync(PasskeyChallengeId challenge, CancellationToken cancellationToken) => challenges.TakeAsync(challenge, cancellationToken);

    /// <remarks>Whatever is not right has one answer; the account's state is told only to who holds a passkey of it.</remarks>
    public async Task<Result<IssuedTokens>> HandleAsync(LogInWithPasskey command, CancellationToken cancellationToken)
    {
        if (command.Challenge is not { } challenge || !challenge.IsOpen(command.At)) return new BadPasskey();
        if (verifier.Read(command.Answer) is not { User: { } holder } answer) return new BadPasskey();
        if (await users.FindAsync(holder, cancellationToken) is not { State.Lifecycle: not Lifecycle.Removed } user) return new BadPasskey();
        if (user.FindPasskey(answer.Credential) is not { } passkey) return new BadPasskey();
        if (await verifier.VerifyLogInAsync(passkey, challenge.Challenge, command.Answer, cancellationToken) is not { } signCount) return new BadPasskey();
        if (!user.IsActive) return new UserNotValidated();
        var scopes = command.Session.ScopesOf(user);
        if (scopes.IsFailure) return scopes.Error;

        var used = user.UsePasskey(passkey, signCount, command.At);
        if (!used.IsFailure) user.CancelClosing(command.At);
        await users.SaveAsync(user, cancellationToken);
        if (used.IsFailure) return used.Error;
        return await sessions.StartAsync(user, command.Session, scopes.Value, AccessGrant.LogInWithPasskey, command.At, cancellationToken);
    }
}
