using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Factors;

/// <summary>
/// A passkey as it is stored (Web Authentication): the public half of a key pair whose private half stays with the person's authenticator.
/// The authenticator recognises the person before it signs, so a passkey is two factors by itself.
/// </summary>
public sealed record Passkey
{
    /// <summary>The most that an account has.</summary>
    public const int MaximumCount = 10;

    /// <summary>The longest name, in characters.</summary>
    public const int MaximumNameLength = 64;

    public required PasskeyId Id { get; init; }

    /// <summary>What the authenticator calls it (credential id), in base64url.</summary>
    public required string Credential { get; init; }

    /// <summary>A COSE key (RFC 9052).</summary>
    public required ImmutableArray<byte> PublicKey { get; init; }

    /// <summary>How often the authenticator says that it has signed; always 0 for one that does not count.</summary>
    public long SignCount { get; init; }

    /// <summary>How the authenticator can be reached, in the words of Web Authentication.</summary>
    public ImmutableArray<string> Transports { get; init; } = [];

    /// <summary>What the user calls it.</summary>
    public required string Name { get; init; }

    public required Timestamp CreatedTs { get; init; }

    /// <summary>The last log-in with it.</summary>
    public Timestamp? LastUsedTs { get; init; }

    /// <summary>When its counter last went back: there may be a copy of it.</summary>
    public Timestamp? SuspectedTs { get; init; }

    /// <summary>Whether a count may follow the stored one: it grows with every signature, or there is none at all.</summary>
    public bool Follows(long signCount) => signCount > SignCount || (signCount == 0 && SignCount == 0);

    /// <summary>Reads a name as a person typed it.</summary>
    public static Result<string> ParseName(string? text)
    {
        var name = (text ?? "").Trim();
        return name.Length is > 0 and <= MaximumNameLength && !name.Any(char.IsControl)
            ? name
            : new ValidationFailed([new FieldError("/name", new NotOneLine(MaximumNameLength))]);
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"Passkey {{ Id = {Id} }}";
}

/// <summary>What a registration proved: an authenticator has the private half of this key.</summary>
/// <param name="Credential">What the authenticator calls it, in base64url.</param>
/// <param name="PublicKey">A COSE key.</param>
/// <param name="SignCount">How often it has signed.</param>
/// <param name="Transports">How the authenticator can be reached.</param>
public sealed record ProvenCredential(string Credential, ImmutableArray<byte> PublicKey, long SignCount, ImmutableArray<string> Transports)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ProvenCredential);
}

/// <summary>A registration that was begun.</summary>
/// <param name="Id">The passkey that it will make.</param>
/// <param name="Challenge">What the authenticator is to sign, in base64url.</param>
/// <param name="StartedTs">When; it is over after <see cref="PasskeyChallenge.Lifetime"/>.</param>
public sealed record PasskeyRegistration(PasskeyId Id, string Challenge, Timestamp StartedTs)
{
    public bool IsOpen(Timestamp at) => at - StartedTs < PasskeyChallenge.Lifetime;

    /// <summary>Never the challenge: it must not reach a log.</summary>
    public override string ToString() => $"PasskeyRegistration {{ Id = {Id} }}";
}

/// <summary>A log-in that was begun by somebody who is not known yet.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Challenge">What the authenticator is to sign, in base64url.</param>
/// <param name="MadeTs">When; it is over after <see cref="Lifetime"/>.</param>
public sealed record PasskeyChallenge(PasskeyChallengeId Id, string Challenge, Timestamp MadeTs)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public bool IsOpen(Timestamp at) => at - MadeTs < Lifetime;

    /// <summary>Never the challenge: it must not reach a log.</summary>
    public override string ToString() => $"PasskeyChallenge {{ Id = {Id} }}";
}
