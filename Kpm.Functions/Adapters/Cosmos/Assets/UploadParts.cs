using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>
/// Records parts beside their upload. One batch writes the part and adds its bytes to the upload, on condition that it is open: parts that
/// arrive together do not lose each other, and a part and the completion of its upload never miss one another.
/// </summary>
internal sealed class UploadParts(Database database) : IUploadParts
{
    private readonly Container _container = database.GetContainer("uploads");

    public Task<Result<PartRecorded>> PutAsync(UploadId upload, ArrivedPart part, long maximumBytes, CancellationToken cancellationToken) =>
        ConflictRetry.RunAsync(() => PutOnceAsync(UploadPartDocument.Of(upload, part), maximumBytes, cancellationToken));

    public async Task<ImmutableArray<ArrivedPart>> ListAsync(UploadId upload, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.type = @type").WithParameter("@type", UploadPartDocument.TypeName);
        using var iterator = _container.GetItemQueryIterator<UploadPartDocument>(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(upload.ToString()), MaxItemCount = -1 });
        var parts = new List<ArrivedPart>();
        while (iterator.HasMoreResults) parts.AddRange((await iterator.ReadNextAsync(cancellationToken)).Select(document => document.ToPart()));
        return [.. parts.OrderBy(part => part.Number)];
    }

    private async Task<Result<PartRecorded>> PutOnceAsync(UploadPartDocument part, long maximumBytes, CancellationToken cancellationToken)
    {
        using var created = await RunAsync(part, batch => batch.CreateItemStream(Serialize(part)), part.SizeBytes, maximumBytes, cancellationToken);
        if (created[0].StatusCode != HttpStatusCode.Conflict) return await ResultOfAsync(created, part, null, cancellationToken);

        var (current, etag) = await FindAsync(part, cancellationToken);
        using var replaced = await RunAsync(
            part,
            batch => batch.ReplaceItemStream(part.Id, Serialize(part), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag }),
            part.SizeBytes - current.SizeBytes,
            maximumBytes,
            cancellationToken);
        if (replaced[0].StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) throw new ConcurrencyConflictException();
        return await ResultOfAsync(replaced, part, current.Attempt, cancellationToken);
    }

    private Task<TransactionalBatchResponse> RunAsync(
        UploadPartDocument part, Func<TransactionalBatch, TransactionalBatch> put, long addedBytes, long maximumBytes, CancellationToken cancellationToken)
    {
        var room = (maximumBytes - addedBytes).ToString(CultureInfo.InvariantCulture);
        var onCondition = new TransactionalBatchPatchItemRequestOptions { FilterPredicate = $"FROM c WHERE c.state.status = 'open' AND c.state.receivedBytes <= {room}" };
        return put(_container.CreateTransactionalBatch(new PartitionKey(part.Pk)))
            .PatchItem(part.Pk, [PatchOperation.Increment("/state/receivedBytes", addedBytes)], onCondition)
            .ExecuteAsync(cancellationToken);
    }

    private async Task<Result<PartRecorded>> ResultOfAsync(TransactionalBatchResponse batch, UploadPartDocument part, Guid? replaced, CancellationToken cancellationToken)
    {
        if (batch.IsSuccessStatusCode) return new PartRecorded(replaced);
        return batch[1].StatusCode switch
        {
            HttpStatusCode.NotFound => new UploadEnded(),
            HttpStatusCode.PreconditionFailed when await IsOpenAsync(part.Pk, cancellationToken) => new FileTooLarge(),
            HttpStatusCode.PreconditionFailed => new UploadEnded(),
            _ => throw new CosmosException(batch.ErrorMessage, batch.StatusCode, 0, batch.ActivityId, batch.RequestCharge),
        };
    }

    private async Task<bool> IsOpenAsync(string upload, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(upload, new PartitionKey(upload), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
        var document = await JsonSerializer.DeserializeAsync<AggregateDocument<UploadState>>(response.Content, KpmJson.Options, cancellationToken);
        return document!.State.Status == UploadStatus.Open;
    }

    private async Task<(UploadPartDocument Part, string ETag)> FindAsync(UploadPartDocument part, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(part.Id, new PartitionKey(part.Pk), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) throw new ConcurrencyConflictException();
        response.EnsureSuccessStatusCode();
        return ((await JsonSerializer.DeserializeAsync<UploadPartDocument>(response.Content, KpmJson.Options, cancellationToken))!, response.Headers.ETag);
    }

    private static MemoryStream Serialize(UploadPartDocument part) => new(JsonSerializer.SerializeToUtf8Bytes(part, KpmJson.Options));
}
