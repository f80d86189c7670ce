using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Sealing;

/// <summary>Seals content as JSON under a data key that the user keys of the owners wrap.</summary>
/// <remarks>Content of an older schema goes through the <see cref="ContentUpcasts"/> of its type; a type without them may gain members but not lose or change them.</remarks>
public sealed class ContentSealer(IUserKeys userKeys, JsonSerializerOptions json) : IContentSealer
{
    public async Task<SealedRecord> SealAsync<TContent>(RecordName record, TContent content, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken)
        where TContent : class
    {
        using var dataKey = DataKey.Generate();
        var wraps = await WrapAsync(dataKey, record, owners, cancellationToken);
        return new SealedRecord(ContentSchemaAttribute.Of<TContent>(), Seal(dataKey, record, content), wraps);
    }

    public async Task<SealedRecord> ResealAsync<TContent>(RecordName record, SealedRecord current, UserId opener, TContent content, CancellationToken cancellationToken)
        where TContent : class
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(record, current, opener, cancellationToken);
        return current with { Schema = ContentSchemaAttribute.Of<TContent>(), Payload = Seal(dataKey, record, content) };
    }

    public async Task<TContent> OpenAsync<TContent>(RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
        where TContent : class
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(record, sealedRecord, opener, cancellationToken);
        return Open<TContent>(dataKey, record, sealedRecord);
    }

    public async Task<DisclosedContent<TContent>> DiscloseAsync<TContent>(RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
        where TContent : class
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(record, sealedRecord, opener, cancellationToken);
        return new DisclosedContent<TContent>(Open<TContent>(dataKey, record, sealedRecord), ImmutableCollectionsMarshal.AsImmutableArray(RecordSeal.KeyOf(dataKey)));
    }

    public async Task<SealedRecord> RewrapAsync(
        RecordName record, SealedRecord sealedRecord, UserId opener, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(record, sealedRecord, opener, cancellationToken);
        return sealedRecord with { Wraps = await WrapAsync(dataKey, record, owners, cancellationToken) };
    }

    public async Task<SealedRecord> RenewWrapAsync(RecordName record, SealedRecord sealedRecord, RotatedKey key, CancellationToken cancellationToken)
    {
        if (!sealedRecord.HasOlderWrap(key)) return sealedRecord;
        using var dataKey = await userKeys.OpenDataKeyAsync(record, sealedRecord, key.User, cancellationToken);
        using var userKey = await userKeys.GetAsync(key.User, key.Version, cancellationToken);
        return sealedRecord with { Wraps = [.. sealedRecord.Wraps.Select(wrap => wrap.Owner == key.User ? userKey.Wrap(dataKey, record) : wrap)] };
    }

    private TContent Open<TContent>(DataKey dataKey, RecordName record, SealedRecord sealedRecord) where TContent : class
    {
        var plain = RecordSeal.Open(dataKey, record, sealedRecord.Schema, sealedRecord.Payload.AsSpan());
        try
        {
            return ContentUpcasts.Read<TContent>(plain, sealedRecord.Schema, json) ?? throw new SealBrokenException("There is no content.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private ImmutableArray<byte> Seal<TContent>(DataKey dataKey, RecordName record, TContent content)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, json);
        try
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(RecordSeal.Seal(dataKey, record, ContentSchemaAttribute.Of<TContent>(), plain));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private async Task<ImmutableArray<KeyWrap>> WrapAsync(DataKey dataKey, RecordName record, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken)
    {
        if (owners.Count == 0) throw new ArgumentException("Without an owner nobody could open the record.", nameof(owners));
        var wraps = ImmutableArray.CreateBuilder<KeyWrap>(owners.Count);
        foreach (var owner in owners.Distinct())
        {
            using var userKey = await userKeys.GetOrCreateAsync(owner, cancellationToken);
            wraps.Add(userKey.Wrap(dataKey, record));
        }

        return wraps.ToImmutable();
    }
}
