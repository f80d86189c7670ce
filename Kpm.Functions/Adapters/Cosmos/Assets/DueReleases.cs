using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Finds the releases that a timer must look at, and sends one message for each.</summary>
internal sealed class DueReleases(Database database, IWorkQueue<CheckDueRelease> checks, IClock clock)
{
    private readonly Container _container = database.GetContainer("releases");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.id, c.nextCheckAt FROM c WHERE c.nextCheckAt <= @now").WithParameter("@now", clock.Now.UnixMilliseconds);
        using var due = _container.GetItemQueryIterator<Due>(query, requestOptions: new QueryRequestOptions { MaxItemCount = 1000 });
        while (due.HasMoreResults)
        {
            foreach (var release in await due.ReadNextAsync(cancellationToken))
                await checks.EnqueueAsync($"{release.Id}:{release.NextCheckAt}", new CheckDueRelease(release.Id, release.NextCheckAt), cancellationToken);
        }
    }

    private sealed record Due(ReleaseId Id, Timestamp NextCheckAt);
}
