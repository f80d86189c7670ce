using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Walks over the documents of one kind of aggregate, some at a time, by the store's continuation tokens.</summary>
/// <param name="database">The database.</param>
/// <param name="container">The container of the aggregates.</param>
/// <param name="type">Their <c>type</c>.</param>
/// <param name="size">The most ids on a page.</param>
internal sealed class IdPages<TId>(Database database, string container, string type, int size = IdPages<TId>.DefaultSize) : IIdPages<TId> where TId : struct, IEntityId<TId>
{
    private const int DefaultSize = 100;
    private readonly Container _container = database.GetContainer(container);

    public async Task<IdPage<TId>> ReadAsync(string? continuation, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.id FROM c WHERE c.type = @type").WithParameter("@type", type);
        using var iterator = _container.GetItemQueryIterator<Found>(query, continuation, new QueryRequestOptions { MaxItemCount = size });
        var page = await iterator.ReadNextAsync(cancellationToken);
        return new IdPage<TId>([.. page.Select(document => EntityId.Parse<TId>(document.Id))], page.ContinuationToken);
    }

    private sealed record Found(string Id);
}
