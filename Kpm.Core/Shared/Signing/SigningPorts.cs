namespace Kpm.Core.Shared.Signing;

/// <summary>Signs what Kpm states, with a key that never leaves the vault. See docs/receipt-format.md.</summary>
public interface ISigner
{
    /// <summary>The statement as a compact JWS (RFC 7515, ES256). Signing the same again gives other bytes: whoever needs one signature keeps it.</summary>
    /// <param name="type">What kind of statement it is, one of <see cref="StatementTypes"/>: one kind cannot be shown as another.</param>
    /// <param name="statement">Ids, hashes, codes and times; never content.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<string> SignAsync<TStatement>(string type, TStatement statement, CancellationToken cancellationToken) where TStatement : class;
}

/// <summary>Reads what was signed, and tells anybody the keys to do the same.</summary>
public interface ISignatures
{
    /// <summary>What was stated; null when it is not of this type, or when no key of Kpm signed it.</summary>
    Task<TStatement?> TryReadAsync<TStatement>(string type, string signed, CancellationToken cancellationToken) where TStatement : class;

    /// <summary>Every version of the key, the newest last.</summary>
    /// <param name="signed">What they are to verify: another instance may have signed it with a version that is newer than what is known here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<PublicKey>> ListKeysAsync(IReadOnlyCollection<string> signed, CancellationToken cancellationToken);
}

/// <summary>The public half of a signing key, a point on P-256, as a JSON Web Key (RFC 7517; RFC 7518, section 6.2).</summary>
/// <param name="Kid">Its thumbprint (RFC 7638): it follows from the key and from nothing else.</param>
/// <param name="X">Base64url.</param>
/// <param name="Y">Base64url.</param>
public sealed record PublicKey(string Kid, string X, string Y)
{
    public string Kty { get; } = "EC";

    public string Crv { get; } = "P-256";

    public string Alg { get; } = "ES256";

    public string Use { get; } = "sig";
}

/// <summary>Public keys as a JSON Web Key Set.</summary>
public sealed record PublicKeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>The kinds of statements that are signed. A word is never used for another kind.</summary>
public static class StatementTypes
{
    public const string Receipt = "kpm-receipt+json";
    public const string HistoryHead = "kpm-history-head+json";
    public const string Erasure = "kpm-erasure+json";
}
