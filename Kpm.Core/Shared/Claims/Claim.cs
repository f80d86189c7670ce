namespace Kpm.Core.Shared.Claims;

/// <summary>What must be unique in the whole system.</summary>
public enum ClaimKind
{
    Email,
    Username,
    ReferralCode,
    Keep,
    FirstAdmin,
}

/// <summary>One unique value, for example an e-mail address. The store keeps a keyed hash of it, not the value.</summary>
public sealed record ClaimName(ClaimKind Kind, string Value)
{
    /// <summary>Never the value: it may be an address.</summary>
    public override string ToString() => Kind.ToString();
}

/// <summary>Who holds a unique value.</summary>
/// <param name="Name">What is held.</param>
/// <param name="Holder">The id of the aggregate that holds it.</param>
/// <param name="ReservedAt">When it was reserved.</param>
/// <param name="Confirmed">Whether the holder is known to exist.</param>
/// <param name="Note">A word that the kind gives a meaning to; for a keep, its lifecycle.</param>
/// <param name="Revision">Guards a replacement; opaque, null for a new claim.</param>
public sealed record Claim(ClaimName Name, string Holder, Timestamp ReservedAt, bool Confirmed = false, string? Note = null, string? Revision = null);

/// <summary>Stores claims: one document each, created if absent, replaced only as it was read.</summary>
public interface IClaimStore
{
    Task<Claim?> FindAsync(ClaimName name, CancellationToken cancellationToken);

    /// <summary>The keyed hash under which a value is stored: names it in messages without telling it.</summary>
    string ReferenceOf(ClaimName name);

    /// <summary>Who holds the value with this keyed hash, or null.</summary>
    Task<string?> FindHolderAsync(string reference, CancellationToken cancellationToken);

    /// <summary>False when somebody holds it.</summary>
    Task<bool> TryCreateAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>False when it was changed since <paramref name="current"/> was read.</summary>
    Task<bool> TryReplaceAsync(Claim current, Claim next, CancellationToken cancellationToken);

    /// <summary>Gives a value back. Does nothing when it was changed since <paramref name="current"/> was read.</summary>
    Task ReleaseAsync(Claim current, CancellationToken cancellationToken);
}
