using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kpm.Core.Shared.Sealing;

/// <summary>One version of the 256-bit key of a person: wraps the data keys of the records that the person owns.</summary>
/// <remarks>A wrap is bound to owner, key version, record type and record id, so it opens nowhere else. Whoever is given a key disposes it.</remarks>
public sealed class UserKey : IDisposable
{
    private readonly SecretBytes _secret;

    private UserKey(UserId owner, int version, SecretBytes secret)
    {
        Owner = owner;
        Version = version;
        _secret = secret;
    }

    /// <summary>Whose key it is.</summary>
    public UserId Owner { get; }

    /// <summary>Counted from 1; raised when the key is rotated.</summary>
    public int Version { get; }

    /// <summary>A key that exists already.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static UserKey From(UserId owner, int version, ReadOnlySpan<byte> bytes) => new(owner, version, SecretBytes.From(bytes));

    /// <summary>The same key with a lifetime of its own.</summary>
    public UserKey Copy() => new(Owner, Version, SecretBytes.From(_secret.Span));

    /// <summary>The data key of this record, for this owner only.</summary>
    public KeyWrap Wrap(DataKey dataKey, RecordName record)
    {
        using var wrappingKey = DeriveWrappingKey();
        var wrapped = AeadBox.Seal(wrappingKey, dataKey.Secret.Span, Binding(record));
        return new KeyWrap(Owner, Version, ImmutableCollectionsMarshal.AsImmutableArray(wrapped));
    }

    /// <summary>The data key inside; the caller disposes it.</summary>
    /// <exception cref="SealBrokenException">The wrap was altered, or belongs to another owner, key version or record.</exception>
    public DataKey Unwrap(KeyWrap wrap, RecordName record)
    {
        var wrapped = wrap.WrappedDataKey.AsSpan();
        if (wrap.Owner != Owner || wrap.UserKeyVersion != Version || AeadBox.PlainLength(wrapped) != SecretBytes.Length)
        {
            throw new SealBrokenException("This is not a wrap of this user key.");
        }

        Span<byte> dataKey = stackalloc byte[SecretBytes.Length];
        try
        {
            using var wrappingKey = DeriveWrappingKey();
            AeadBox.Open(wrappingKey, wrapped, Binding(record), dataKey);
            return DataKey.From(dataKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Overwrites the key with zeros.</summary>
    public void Dispose() => _secret.Dispose();

    private SecretBytes DeriveWrappingKey() => _secret.Derive("kpm.wrap.v1"u8);

    private byte[] Binding(RecordName record) =>
        AssociatedData.Of("kpm.wrap.v1", Owner.ToString(), Version.ToString(CultureInfo.InvariantCulture), record.Type, record.Id);
}
