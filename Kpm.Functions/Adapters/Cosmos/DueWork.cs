using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Finds the documents of a container that a timer must look at, and sends one message for each, a page of them at a time.</summary>
/// <typeparam name="TId">The id of the documents.</typeparam>
/// <typeparam name="TWork">What is sent.</typeparam>
/// <param name="database">The store.</param>
/// <param name="container">Where the documents are.</param>
/// <param name="queue">Where the work goes.</param>
/// <param name="workFor">Makes the work of a document's id, of when it is due and of its partition key.</param>
/// <param name="clock">The clock.</param>
internal sealed class DueWork<TId, TWork>(Database database, string container, IWorkQueue<TWork> queue, Func<TId, Timestamp, string, TWork> workFor, IClock clock)
    where TId : struct, IEntityId<TId>
    where TWork : notnull
{
    private readonly Container _container = database.GetContainer(container);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.id, c.pk, c.nextCheckAt FROM c WHERE c.nextCheckAt <= @now").WithParameter("@now", clock.Now.UnixMilliseconds);
        using var due = _container.GetItemQueryIterator<Due>(query, requestOptions: new QueryRequestOptions { MaxItemCount = 1000 });
        while (due.HasMoreResults)
        {
            var page = await due.ReadNextAsync(cancellationToken);
            await queue.EnqueueManyAsync([.. page.Select(document => ($"{document.Id}:{document.NextCheckAt}", workFor(EntityId.Parse<TId>(document.Id), document.NextCheckAt, document.Pk)))], cancellationToken);
        }
    }

    private sealed record Due(string Id, string Pk, Timestamp NextCheckAt);
}
