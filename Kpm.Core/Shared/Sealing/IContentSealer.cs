using System.Collections.Immutable;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Seals the sensitive content of records and opens it again for those who own it.</summary>
public interface IContentSealer
{
    /// <summary>Seals content under a fresh data key, wrapped once for each owner. An owner without a user key gets one.</summary>
    /// <exception cref="ArgumentException">There is no owner.</exception>
    /// <exception cref="UserKeyMissingException">The key of an owner was erased.</exception>
    Task<SealedRecord> SealAsync<TContent>(RecordName record, TContent content, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken)
        where TContent : class;

    /// <summary>Seals changed content under the data key that the record has, so that its file still opens. The wraps stay.</summary>
    /// <exception cref="SealBrokenException">There is no wrap for the opener, or it does not verify.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<SealedRecord> ResealAsync<TContent>(RecordName record, SealedRecord current, UserId opener, TContent content, CancellationToken cancellationToken)
        where TContent : class;

    /// <summary>Opens the content through the wrap of <paramref name="opener"/>.</summary>
    /// <exception cref="SealBrokenException">A byte was altered, the payload belongs to another record, or there is no wrap for the opener.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<TContent> OpenAsync<TContent>(RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
        where TContent : class;

    /// <summary>Opens the content as <see cref="OpenAsync{TContent}"/> does, and with it the key by which anybody opens this payload.</summary>
    /// <exception cref="SealBrokenException">A byte was altered, the payload belongs to another record, or there is no wrap for the opener.</exception>
    /// <exception cref="UserKeyMissingException">The opener's key was erased.</exception>
    Task<DisclosedContent<TContent>> DiscloseAsync<TContent>(RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
        where TContent : class;

    /// <summary>The same payload with one wrap for each of the new owners, and for nobody else.</summary>
    /// <param name="record">Which record it is.</param>
    /// <param name="sealedRecord">The record as it stands.</param>
    /// <param name="opener">An owner of today, whose wrap opens the data key.</param>
    /// <param name="owners">The owners of tomorrow.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">There is no new owner.</exception>
    /// <exception cref="SealBrokenException">There is no wrap for the opener, or it does not verify.</exception>
    /// <exception cref="UserKeyMissingException">The key of the opener or of a new owner was erased.</exception>
    Task<SealedRecord> RewrapAsync(RecordName record, SealedRecord sealedRecord, UserId opener, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken);

    /// <summary>The same payload with the person's wrap under the new version of their key; the wraps of others stay. The same record when there is no older wrap.</summary>
    /// <exception cref="SealBrokenException">The wrap does not verify.</exception>
    /// <exception cref="UserKeyMissingException">There is no such version, or the key was erased.</exception>
    Task<SealedRecord> RenewWrapAsync(RecordName record, SealedRecord sealedRecord, RotatedKey key, CancellationToken cancellationToken);
}

/// <summary>Content, and what proves that a payload says it.</summary>
/// <param name="Content">What was sealed.</param>
/// <param name="RecordKey">Opens the payloads of this record, and nothing else: no file, no other record.</param>
public sealed record DisclosedContent<TContent>(TContent Content, ImmutableArray<byte> RecordKey) where TContent : class
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(DisclosedContent<TContent>);
}

/// <summary>A sealed payload, wrap or file segment does not verify: altered, moved or cut.</summary>
public sealed class SealBrokenException : Exception
{
    public SealBrokenException() : base("The seal does not verify.")
    {
    }

    public SealBrokenException(string message) : base(message)
    {
    }

    public SealBrokenException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>There is no key for this person: it was erased.</summary>
public sealed class UserKeyMissingException : Exception
{
    public UserKeyMissingException() : base("There is no key for this person.")
    {
    }

    public UserKeyMissingException(string message) : base(message)
    {
    }

    public UserKeyMissingException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
