using System.Globalization;
using System.Net;
using System.Text.Json;
using Kpm.Functions.Http.RateLimits;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>
/// Counters, in container <c>rateLimits</c>: one document each, which vanishes by itself. The first attempt creates it, every later one adds to
/// it on the condition that some are left, which the store checks and changes in one step.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/cosmos-db/partial-document-update</remarks>
internal sealed class RateLimitStore(Database database) : IRateLimitStore
{
    private readonly Container _container = database.GetContainer("rateLimits");

    public async Task<bool> TryTakeAsync(string counter, int limit, TimeSpan keptFor, CancellationToken cancellationToken)
    {
        var first = new CounterDocument(counter, counter, "rateLimit", 1, 1, (int)Math.Ceiling(keptFor.TotalSeconds));
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(first, KpmJson.Options));
        using var created = await _container.CreateItemStreamAsync(content, new PartitionKey(counter), new ItemRequestOptions { EnableContentResponseOnWrite = false }, cancellationToken);
        if (created.StatusCode != HttpStatusCode.Conflict)
        {
            created.EnsureSuccessStatusCode();
            return true;
        }

        var ifAnyIsLeft = new PatchItemRequestOptions
        {
            FilterPredicate = string.Create(CultureInfo.InvariantCulture, $"FROM c WHERE c.taken < {limit}"),
            EnableContentResponseOnWrite = false,
        };
        using var added = await _container.PatchItemStreamAsync(counter, new PartitionKey(counter), [PatchOperation.Increment("/taken", 1)], ifAnyIsLeft, cancellationToken);

        // It vanished just now: its window is over.
        if (added.StatusCode == HttpStatusCode.NotFound) return true;
        if (added.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        added.EnsureSuccessStatusCode();
        return true;
    }

    private sealed record CounterDocument(string Id, string Pk, string Type, int SchemaVersion, int Taken, int Ttl);
}
