using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Functions.Telemetry;
using Kpm.Functions.Timers;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Sends the events that a crash or an outage left in documents.</summary>
internal sealed class OutboxSweep(Database database, OutboxPublisher publisher, IClock clock, ILogger<OutboxSweep> logger) : IBacklog
{
    public string Job => "SweepOutboxes";

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE c.outboxDue <= @now").WithParameter("@now", clock.Now.UnixMilliseconds);
        var count = 0;
        foreach (var name in Outbox.Containers)
        {
            using var counts = database.GetContainer(name).GetItemQueryIterator<int>(query);
            while (counts.HasMoreResults) count += (await counts.ReadNextAsync(cancellationToken)).Sum();
        }

        return count;
    }

    /// <summary>Sends until nothing is due. One document that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Outbox.Containers)
        {
            var container = database.GetContainer(name);
            var query = new QueryDefinition("SELECT c.id, c.pk, c.outbox, c.outboxDue, c.sent, c._etag FROM c WHERE c.outboxDue <= @now").WithParameter("@now", clock.Now.UnixMilliseconds);
            using var due = container.GetItemQueryIterator<LeftBehind>(query, requestOptions: new QueryRequestOptions { MaxItemCount = 100 });
            while (due.HasMoreResults)
            {
                foreach (var document in await due.ReadNextAsync(cancellationToken)) await SendAsync(container, document, cancellationToken);
            }
        }
    }

    private async Task SendAsync(Container container, LeftBehind document, CancellationToken cancellationToken)
    {
        KpmMeter.OutboxLeft(container.Id, clock.Now - document.OutboxDue + Outbox.GracePeriod);
        try
        {
            await publisher.PublishAsync(document.Outbox, cancellationToken);
            await Outbox.ClearAsync(container, document.Id, document.Pk, document.ETag, document.Sent ?? [], document.Outbox, clock.Now, cancellationToken);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogWarning("The outbox of a document in {Container} stays for the next sweep: {Failure}", container.Id, failure.GetType().Name);
        }
    }

    private sealed record LeftBehind(string Id, string Pk, IReadOnlyList<JsonElement> Outbox, Timestamp OutboxDue, IReadOnlyList<JsonElement>? Sent, [property: System.Text.Json.Serialization.JsonPropertyName("_etag")] string ETag);
}
