using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Looks for reservations in the partitions of all owners.</summary>
internal sealed class Reservations(OwnerPartition partition) : IReservations
{
    public async Task<IReadOnlyList<(UserId Owner, AssetId Asset)>> FindOlderAsync(Timestamp instant, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.id, c.pk FROM c WHERE c.type = 'assetRow' AND c.state = 'reserved' AND c.createdTs < @instant")
            .WithParameter("@instant", instant.UnixMilliseconds);
        using var iterator = partition.Container.GetItemQueryIterator<Found>(query);
        var found = new List<(UserId, AssetId)>();
        while (iterator.HasMoreResults)
            found.AddRange((await iterator.ReadNextAsync(cancellationToken)).Select(row => (EntityId.Parse<UserId>(row.Pk), EntityId.Parse<AssetId>(row.Id))));
        return found;
    }

    private sealed record Found(string Id, string Pk);
}
