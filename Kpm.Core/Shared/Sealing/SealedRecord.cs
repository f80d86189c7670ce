using System.Collections.Immutable;

namespace Kpm.Core.Shared.Sealing;

/// <summary>The data key of a record, wrapped under the key of one owner.</summary>
/// <param name="Owner">Whose user key opens the wrap.</param>
/// <param name="UserKeyVersion">Which version of that user key wrapped it; counted from 1.</param>
/// <param name="WrappedDataKey">AES-256-GCM output: version byte, nonce (12 bytes), ciphertext (32 bytes), tag (16 bytes). Bound by its associated data to record, owner and user key version.</param>
public sealed record KeyWrap(UserId Owner, int UserKeyVersion, ImmutableArray<byte> WrappedDataKey);

/// <summary>The sensitive content of one record as one sealed payload, and one wrap of its data key per owner.</summary>
/// <param name="Schema">Version of the plaintext's shape; part of the associated data.</param>
/// <param name="Payload">AES-256-GCM output over the content, bound to record type, record id and schema.</param>
/// <param name="Wraps">One per owner.</param>
public sealed record SealedRecord(int Schema, ImmutableArray<byte> Payload, ImmutableArray<KeyWrap> Wraps)
{
    /// <summary>Whether the data key is wrapped for this person under a version before the new one.</summary>
    public bool HasOlderWrap(RotatedKey key) => Wraps.Any(wrap => wrap.Owner == key.User && wrap.UserKeyVersion < key.Version);
}

/// <summary>Which record a payload belongs to: a payload moved to another record does not open.</summary>
/// <param name="Type">The kind of record, for example <c>asset</c>.</param>
/// <param name="Id">The record's id.</param>
public sealed record RecordName(string Type, string Id);
