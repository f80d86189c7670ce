using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>The keys of one person as they are stored.</summary>
/// <param name="Versions">Every version that still opens wraps; empty when erased.</param>
/// <param name="ErasedTs">When they were erased, for ever; null while they live.</param>
public sealed record StoredUserKeys(ImmutableArray<WrappedUserKey> Versions, Timestamp? ErasedTs)
{
    /// <summary>The newest version; 0 when there is none.</summary>
    public int Newest => Versions.IsEmpty ? 0 : Versions.Max(key => key.Version);

    /// <summary>Tells this state of the document from every other.</summary>
    public string? ETag { get; init; }
}

/// <summary>One version of a person's key, wrapped by a key of the vault.</summary>
/// <param name="Version">Counted from 1.</param>
/// <param name="WrappedKey">Output of the vault's wrap operation.</param>
/// <param name="KeyEncryptionKeyId">Identifier of the vault's key with its version, so that it unwraps after the vault's key was rotated.</param>
/// <param name="Algorithm">How it was wrapped: <c>RSA-OAEP-256</c> (RFC 7518, section 4.3, with SHA-256).</param>
/// <param name="CreatedTs">When it was made.</param>
public sealed record WrappedUserKey(int Version, ImmutableArray<byte> WrappedKey, string KeyEncryptionKeyId, string Algorithm, Timestamp CreatedTs);
