using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Factors;

/// <summary>The second factor of an account as it is stored: an authenticator app (TOTP, RFC 6238) and recovery codes.</summary>
public sealed record SecondFactor
{
    /// <summary>So many wrong codes in a row lock the factor.</summary>
    public const int MaximumFailures = 5;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>A <see cref="TotpSecret"/>, for the user alone.</summary>
    public required SealedRecord Secret { get; init; }

    /// <summary>Whether a code of the app was shown; before that it guards nothing.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The time step of the last accepted code: it and earlier ones are not accepted again.</summary>
    public long LastTimeStep { get; init; }

    /// <summary>Wrong codes since the last right one or the last lock.</summary>
    public int Failures { get; init; }

    /// <summary>Until when no code is looked at.</summary>
    public Timestamp? LockedUntilTs { get; init; }

    /// <summary>Keyed digests of the recovery codes that were not used.</summary>
    public ImmutableArray<string> RecoveryDigests { get; init; } = [];

    /// <summary>The recovery codes themselves, for as long as they may be read.</summary>
    public RecoverySheet? Sheet { get; init; }

    public bool IsLocked(Timestamp at) => at < LockedUntilTs;

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"SecondFactor {{ IsConfirmed = {IsConfirmed} }}";
}

/// <summary>New recovery codes, sealed for the user alone, to be written down.</summary>
/// <param name="Sealed">A <see cref="RecoveryCodes"/>.</param>
/// <param name="MadeTs">When; after <see cref="ReadableFor"/> they are not shown any more.</param>
public sealed record RecoverySheet(SealedRecord Sealed, Timestamp MadeTs)
{
    public static readonly TimeSpan ReadableFor = TimeSpan.FromMinutes(10);

    public bool IsReadable(Timestamp at) => at - MadeTs < ReadableFor;
}

/// <summary>The secret that the authenticator app has, in base32 (RFC 4648). Lies sealed.</summary>
[ContentSchema(1)]
public sealed record TotpSecret(string Base32)
{
    public static RecordName RecordOf(UserId user) => new("totp", user.ToString());

    /// <summary>What an app reads from a picture: the key URI that authenticator apps agree on.</summary>
    /// <param name="account">What the app shows.</param>
    public string KeyUri(string account) => $"otpauth://totp/Keepem:{Uri.EscapeDataString(account)}?secret={Base32}&issuer=Keepem&algorithm=SHA1&digits=6&period=30";

    /// <summary>Never the secret: it must not reach a log.</summary>
    public override string ToString() => nameof(TotpSecret);
}

/// <summary>Recovery codes as people write them down. Lie sealed.</summary>
[ContentSchema(1)]
public sealed record RecoveryCodes(ImmutableArray<string> Codes)
{
    public const int Count = 10;

    public static RecordName RecordOf(UserId user) => new("recovery-codes", user.ToString());

    /// <summary>Never the codes: they must not reach a log.</summary>
    public override string ToString() => nameof(RecoveryCodes);
}

/// <summary>New recovery codes in both forms that are stored.</summary>
public sealed record NewRecoveryCodes(ImmutableArray<string> Digests, RecoverySheet Sheet);

/// <summary>What a code proves: a time step of the app, or the digest of what may be a recovery code.</summary>
/// <param name="TimeStep">Null when the app does not show this code now.</param>
/// <param name="RecoveryDigest">Of the code as it was typed.</param>
public sealed record CodeProof(long? TimeStep, string RecoveryDigest);
