using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Answers to requests with an <c>Idempotency-Key</c>, in container <c>users</c>, each for a day.</summary>
internal sealed class IdempotencyStore(Database database) : IIdempotencyStore
{
    private readonly Container _container = database.GetContainer("users");

    public async Task<(IdempotencyRecord Record, bool IsMine)> StartAsync(IdempotencyRecord started, Timestamp now, CancellationToken cancellationToken)
    {
        using (var created = await _container.CreateItemStreamAsync(Serialize(started), Partition(started), cancellationToken: cancellationToken))
        {
            if (created.StatusCode != HttpStatusCode.Conflict)
            {
                created.EnsureSuccessStatusCode();
                return (started, true);
            }
        }

        using var response = await _container.ReadItemStreamAsync(started.Id, Partition(started), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return (started, false);
        response.EnsureSuccessStatusCode();
        var known = (await JsonSerializer.DeserializeAsync<IdempotencyDocument>(response.Content, KpmJson.Options, cancellationToken))!.Record;
        if (known.Status is not null || now < known.LeaseUntilTs || known.Fingerprint != started.Fingerprint) return (known, false);
        var takenOver = known with { LeaseUntilTs = started.LeaseUntilTs };
        using var replaced = await _container.ReplaceItemStreamAsync(
            Serialize(takenOver), known.Id, Partition(known), new ItemRequestOptions { IfMatchEtag = response.Headers.ETag }, cancellationToken);
        return replaced.IsSuccessStatusCode ? (takenOver, true) : (known, false);
    }

    public async Task CompleteAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        using var response = await _container.UpsertItemStreamAsync(Serialize(record), Partition(record), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task ForgetAsync(IdempotencyRecord record, CancellationToken cancellationToken)
    {
        using var response = await _container.DeleteItemStreamAsync(record.Id, Partition(record), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound) response.EnsureSuccessStatusCode();
    }

    private static PartitionKey Partition(IdempotencyRecord record) => new(record.Id);

    private static MemoryStream Serialize(IdempotencyRecord record) => new(JsonSerializer.SerializeToUtf8Bytes(
        new IdempotencyDocument(record.Id, record.Id, "idempotency", 1, (int)IdempotencyMiddleware.KeptFor.TotalSeconds, record),
        KpmJson.Options));

    private sealed record IdempotencyDocument(string Id, string Pk, string Type, int SchemaVersion, int Ttl, IdempotencyRecord Record);
}
