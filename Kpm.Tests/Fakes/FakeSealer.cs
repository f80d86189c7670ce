using System.Collections.Immutable;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>Keeps content in clear, but opens it only for those who have a wrap and a key, and only under the name it was sealed with.</summary>
public sealed class FakeSealer : IContentSealer
{
    private sealed record Payload(string Type, string Id, JsonElement Content);

    /// <summary>People whose key is gone.</summary>
    public HashSet<UserId> Erased { get; } = [];

    public Task<SealedRecord> SealAsync<TContent>(RecordName record, TContent content, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken)
        where TContent : class =>
        Task.FromResult(Sealed(record, content, Wraps(owners)));

    public Task<SealedRecord> ResealAsync<TContent>(RecordName record, SealedRecord current, UserId opener, TContent content, CancellationToken cancellationToken)
        where TContent : class
    {
        Open(record, current, opener);
        return Task.FromResult(Sealed(record, content, current.Wraps));
    }

    public Task<TContent> OpenAsync<TContent>(RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
        where TContent : class =>
        Task.FromResult(Open(record, sealedRecord, opener).Content.Deserialize<TContent>()!);

    public async Task<DisclosedContent<TContent>> DiscloseAsync<TContent>(RecordName record, SealedRecord sealedRecord, UserId opener, CancellationToken cancellationToken)
        where TContent : class =>
        new(await OpenAsync<TContent>(record, sealedRecord, opener, cancellationToken), [.. new byte[32]]);

    public Task<SealedRecord> RewrapAsync(RecordName record, SealedRecord sealedRecord, UserId opener, IReadOnlyCollection<UserId> owners, CancellationToken cancellationToken)
    {
        Open(record, sealedRecord, opener);
        return Task.FromResult(sealedRecord with { Wraps = Wraps(owners) });
    }

    public Task<SealedRecord> RenewWrapAsync(RecordName record, SealedRecord sealedRecord, RotatedKey key, CancellationToken cancellationToken)
    {
        Open(record, sealedRecord, key.User);
        return Task.FromResult(sealedRecord with { Wraps = [.. sealedRecord.Wraps.Select(wrap => wrap.Owner == key.User ? wrap with { UserKeyVersion = key.Version } : wrap)] });
    }

    private static SealedRecord Sealed<TContent>(RecordName record, TContent content, ImmutableArray<KeyWrap> wraps) =>
        new(1, [.. JsonSerializer.SerializeToUtf8Bytes(new Payload(record.Type, record.Id, JsonSerializer.SerializeToElement(content)))], wraps);

    private ImmutableArray<KeyWrap> Wraps(IReadOnlyCollection<UserId> owners) =>
        owners.Any(Erased.Contains) ? throw new UserKeyMissingException() : [.. owners.Select(owner => new KeyWrap(owner, 1, []))];

    private Payload Open(RecordName record, SealedRecord sealedRecord, UserId opener)
    {
        if (Erased.Contains(opener)) throw new UserKeyMissingException();
        var payload = JsonSerializer.Deserialize<Payload>(sealedRecord.Payload.AsSpan())!;
        var opens = payload.Type == record.Type && payload.Id == record.Id && sealedRecord.Wraps.Any(wrap => wrap.Owner == opener);
        return opens ? payload : throw new SealBrokenException();
    }
}
