using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.History;

/// <summary>The histories of people, in container <c>history</c>: per person one document for each entry and one for the head. Entry and head change in one transactional batch.</summary>
internal sealed class HistoryStore : IHistoryStore
{
    private const string Entries = $"c.type = '{HistoryEntryDocument.DocumentType}'";
    private readonly Container _container;
    private readonly RowStore<HistoryEntryDocument> _entries;
    private readonly IContentSealer _sealer;

    public HistoryStore(Database database, IContentSealer sealer)
    {
        _container = database.GetContainer("history");
        _entries = new RowStore<HistoryEntryDocument>(_container);
        _sealer = sealer;
    }

    public async Task<HistoryHead?> FindHeadAsync(UserId person, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(HistoryHeadDocument.DocumentId, PartitionOf(person), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        var head = (await JsonSerializer.DeserializeAsync<HistoryHeadDocument>(response.Content, KpmJson.Options, cancellationToken))!;
        return head.ToHead(response.Headers.ETag);
    }

    public async Task<bool> TryAppendAsync(UserId person, HistoryEntry entry, HistoryHead head, CancellationToken cancellationToken)
    {
        // The entry comes first: that it is there already counts, whatever became of the head since.
        var batch = _container.CreateTransactionalBatch(PartitionOf(person)).CreateItemStream(Serialize(HistoryEntryDocument.Of(person, entry)));
        var next = Serialize(HistoryHeadDocument.Of(person, new HistoryHead(entry.Sequence, entry.Hash) { SignAt = head.SignAt }));
        batch = head.Revision is { } etag
            ? batch.ReplaceItemStream(HistoryHeadDocument.DocumentId, next, new TransactionalBatchItemRequestOptions { IfMatchEtag = etag })
            : batch.CreateItemStream(next);
        using var response = await batch.ExecuteAsync(cancellationToken);
        if (response.IsSuccessStatusCode || response[0].StatusCode == HttpStatusCode.Conflict) return true;
        if (response[1].StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed) return false;
        throw new CosmosException(response.ErrorMessage, response.StatusCode, 0, response.ActivityId, response.RequestCharge);
    }

    public async Task MarkSignedAsync(UserId person, HistoryHead head, CancellationToken cancellationToken)
    {
        if (head.SignAt is null) return;
        using var signed = Serialize(HistoryHeadDocument.Of(person, head with { SignAt = null }));
        using var response = await _container.ReplaceItemStreamAsync(signed, HistoryHeadDocument.DocumentId, PartitionOf(person), new ItemRequestOptions { IfMatchEtag = head.Revision }, cancellationToken);
        if (response.StatusCode != HttpStatusCode.PreconditionFailed) response.EnsureSuccessStatusCode();
    }

    public async Task<HistoryEntry?> FindAsync(UserId person, HistoryEntryId entry, CancellationToken cancellationToken) =>
        (await _entries.FindAsync(entry.ToString(), person.ToString(), cancellationToken)).Row?.ToEntry();

    public async Task<IReadOnlyList<HistoryEntry>> RangeAsync(UserId person, long first, long last, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition($"SELECT * FROM c WHERE {Entries} AND c.sequence >= @first AND c.sequence <= @last ORDER BY c.sequence").WithParameter("@first", first).WithParameter("@last", last);
        var found = new List<HistoryEntry>();
        await foreach (var entry in ReadAsync(person, query, cancellationToken)) found.Add(entry);
        return found;
    }

    public async Task<Page<HistoryEntry>> PageAsync(UserId person, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await _entries.PageAsync(person.ToString(), Entries, "sequence", page, [], cancellationToken);
        return new Page<HistoryEntry>([.. found.Items.Select(document => document.ToEntry())], found.Total, found.Number, found.Size);
    }

    public IAsyncEnumerable<HistoryEntry> ReadAsync(UserId person, CancellationToken cancellationToken) =>
        ReadAsync(person, new QueryDefinition($"SELECT * FROM c WHERE {Entries} ORDER BY c.sequence"), cancellationToken);

    private async IAsyncEnumerable<HistoryEntry> ReadAsync(UserId person, QueryDefinition query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var iterator = _container.GetItemQueryIterator<HistoryEntryDocument>(query, requestOptions: new QueryRequestOptions { PartitionKey = PartitionOf(person) });
        while (iterator.HasMoreResults)
        {
            foreach (var document in await iterator.ReadNextAsync(cancellationToken)) yield return document.ToEntry();
        }
    }

    public Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken) =>
        _entries.RenewWrapsAsync(
            key,
            async document => document with { Sealed = await _sealer.RenewWrapAsync(HistoryEntry.RecordOf(key.User, EntityId.Parse<HistoryEntryId>(document.Id)), document.Sealed, key, cancellationToken) },
            cancellationToken);

    private static PartitionKey PartitionOf(UserId person) => new(person.ToString());

    private static MemoryStream Serialize<TDocument>(TDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));
}
