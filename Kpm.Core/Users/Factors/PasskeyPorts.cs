using Kpm.Core.Shared;

namespace Kpm.Core.Users.Factors;

/// <summary>The relying party of Web Authentication. Answers of authenticators are JSON as browsers write it; one that cannot be read is as one that is not right.</summary>
public interface IPasskeyVerifier
{
    /// <summary>32 random bytes, in base64url.</summary>
    string CreateChallenge();

    /// <summary>What an answer says of itself, of which nothing is proven; null when it cannot be read.</summary>
    PasskeyAnswer? Read(string answer);

    /// <summary>What a registration proves; null when it is not right in every respect.</summary>
    Task<ProvenCredential?> VerifyRegistrationAsync(UserId user, string challenge, string answer, CancellationToken cancellationToken);

    /// <summary>How often the authenticator says that it has signed; null when the answer is not right in every respect.</summary>
    Task<long?> VerifyLogInAsync(Passkey passkey, string challenge, string answer, CancellationToken cancellationToken);
}

/// <summary>What an answer says of itself.</summary>
/// <param name="Credential">The credential id, in base64url.</param>
/// <param name="User">Whose it is said to be; null when it does not say, as in a registration.</param>
public sealed record PasskeyAnswer(string Credential, UserId? User)
{
    /// <summary>Never the credential: it must not reach a log.</summary>
    public override string ToString() => nameof(PasskeyAnswer);
}

/// <summary>Remembers log-ins that were begun, each until it is taken or over.</summary>
public interface IPasskeyChallenges
{
    /// <summary>Stores a challenge. One that is there already stays.</summary>
    Task AddAsync(PasskeyChallenge challenge, CancellationToken cancellationToken);

    Task<PasskeyChallenge?> FindAsync(PasskeyChallengeId id, CancellationToken cancellationToken);

    /// <summary>The challenge, for one caller only: for every other it is not there any more.</summary>
    Task<PasskeyChallenge?> TakeAsync(PasskeyChallengeId id, CancellationToken cancellationToken);
}
