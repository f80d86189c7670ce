using Kpm.Core.Shared;
using Kpm.Functions.Timers;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Finds the documents of a container that a timer must look at, and sends one message for each, a page of them at a time.</summary>
/// <typeparam name="TId">The id of the documents.</typeparam>
/// <typeparam name="TWork">What is sent.</typeparam>
/// <param name="job">The timer function that looks.</param>
/// <param name="database">The store.</param>
/// <param name="container">Where the documents are.</param>
/// <param name="queue">Where the work goes.</param>
/// <param name="workFor">Makes the work of a document's id, of when it is due and of its partition key.</param>
/// <param name="by">Which time of the documents counts.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears of documents that nothing can be sent for.</param>
internal sealed class DueWork<TId, TWork>(string job, Database database, string container, IWorkQueue<TWork> queue, Func<TId, Timestamp, string, TWork> workFor, DueTime by, IClock clock, ILogger<DueWork<TId, TWork>> logger) : IBacklog
    where TId : struct, IEntityId<TId>
    where TWork : notnull
{
    /// <summary>After it a sweep sends no further page: the next tick continues, and what was sent again is dropped as a duplicate.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Container _container = database.GetContainer(container);

    public string Job => job;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = clock.Now;
        var query = new QueryDefinition($"SELECT c.{by.Id} AS id, c.pk, c.{by.Field} AS due FROM c WHERE c.{by.Field} <= @until").WithParameter("@until", (started + by.Lead).UnixMilliseconds);
        using var due = _container.GetItemQueryIterator<DueDocument>(query, requestOptions: new QueryRequestOptions { MaxItemCount = 1000 });
        while (due.HasMoreResults && clock.Now < started + Patience)
            await queue.EnqueueManyAsync([.. (await due.ReadNextAsync(cancellationToken)).SelectMany(WorkOf)], cancellationToken);
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var query = new QueryDefinition($"SELECT VALUE COUNT(1) FROM c WHERE c.{by.Field} <= @until").WithParameter("@until", (clock.Now + by.Lead).UnixMilliseconds);
        using var counts = _container.GetItemQueryIterator<int>(query);
        var count = 0;
        while (counts.HasMoreResults) count += (await counts.ReadNextAsync(cancellationToken)).Sum();
        return count;
    }

    private IEnumerable<(string WorkId, TWork Work)> WorkOf(DueDocument document)
    {
        if (EntityId.TryParse<TId>(document.Id, out var id)) yield return ($"{document.Id}:{document.Due}", workFor(id, document.Due, document.Pk));
        else logger.LogError("A document in {Container} is due and has an id that is none", container);
    }

    private sealed record DueDocument(string Id, string Pk, Timestamp Due);
}

/// <summary>Which time of documents a timer looks at.</summary>
/// <param name="Field">The name in the document; constant text.</param>
/// <param name="Lead">How long before it the document counts as due.</param>
/// <param name="Id">The name in the document of the id that work is made of; constant text.</param>
internal sealed record DueTime(string Field, TimeSpan Lead, string Id = "id")
{
    public static DueTime NextCheck { get; } = new("nextCheckAt", TimeSpan.Zero);

    /// <summary>Of documents that bear the id of their partition.</summary>
    public static DueTime NextCheckOfPartition { get; } = NextCheck with { Id = "pk" };

    public static DueTime NextReminder(TimeSpan lead) => new("nextReminderAt", lead);
}
