using Kpm.Core.Shared;

namespace Kpm.Core.Users.Factors;

/// <summary>Time-based one-time passwords (RFC 6238): SHA-1, 6 digits, steps of 30 seconds.</summary>
public interface ITotp
{
    /// <summary>160 random bits.</summary>
    TotpSecret CreateSecret();

    /// <summary>The time step that a code belongs to, the present one or one beside it; null when the code is of none of them.</summary>
    long? TimeStepOf(TotpSecret secret, string code, Timestamp at);
}

/// <summary>Makes and recognises recovery codes.</summary>
public interface IRecoveryCodeSource
{
    /// <summary><see cref="RecoveryCodes.Count"/> codes of 60 random bits each.</summary>
    RecoveryCodes Create();

    /// <summary>Keyed digest of a code of a user; case, blanks and hyphens do not count.</summary>
    string DigestOf(UserId user, string code);
}
