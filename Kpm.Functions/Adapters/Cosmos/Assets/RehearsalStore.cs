using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Rehearsals, in container <c>rehearsals</c>; each in the partition of its owner.</summary>
internal sealed class RehearsalStore(AggregateStore<Rehearsal, RehearsalId, RehearsalState> store, Database database) : IRehearsals
{
    /// <summary>How long a rehearsal can be read: as long as it is known what became of its mails.</summary>
    private const int KeptSeconds = 400 * 24 * 3600;

    private readonly Container _container = database.GetContainer(Mapping.Container);

    public static AggregateMapping<Rehearsal, RehearsalId, RehearsalState> Mapping { get; } = new("rehearsals", "rehearsal", Rehearsal.Load)
    {
        PartitionKey = (_, state) => state.Owner.ToString(),
        TimeToLiveSeconds = (_, _) => KeptSeconds,
    };

    public Task<Rehearsal?> FindAsync(UserId owner, RehearsalId id, CancellationToken cancellationToken) => store.FindAsync(id, owner.ToString(), cancellationToken);

    public Task<bool> AddAsync(Rehearsal rehearsal, CancellationToken cancellationToken) => store.AddAsync(rehearsal, cancellationToken);

    public Task SaveAsync(Rehearsal rehearsal, CancellationToken cancellationToken) => store.SaveAsync(rehearsal, cancellationToken);

    public Task<Page<Rehearsal>> ListAsync(UserId owner, ReleaseId release, PageRequest page, CancellationToken cancellationToken) =>
        store.PageAsync(owner.ToString(), "c.state.release = @release", "c.state.createdTs DESC", [("@release", release.ToString())], page, RehearsalId.Of, cancellationToken);

    public async Task<IReadOnlyList<RehearsalId>> FindIdsAsync(UserId owner, CancellationToken cancellationToken)
    {
        var found = await AllAsync<string>(new QueryDefinition("SELECT VALUE c.id FROM c WHERE c.type = 'rehearsal'"), new QueryRequestOptions { PartitionKey = new PartitionKey(owner.ToString()) }, cancellationToken);
        return [.. found.Select(EntityId.Parse<RehearsalId>)];
    }

    public async Task<IReadOnlyDictionary<ReleaseId, LastRehearsal>> FindLastAsync(UserId owner, IReadOnlyCollection<ReleaseId> releases, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(
                "SELECT c.id, c.state.release, c.state.endedTs, c.state.passed, c.state.isStale FROM c WHERE c.type = 'rehearsal' AND c.state.status = 'done' AND ARRAY_CONTAINS(@releases, c.state.release)")
            .WithParameter("@releases", releases.Select(release => release.ToString()).ToArray());
        var found = await AllAsync<Done>(query, new QueryRequestOptions { PartitionKey = new PartitionKey(owner.ToString()) }, cancellationToken);
        return found.GroupBy(done => done.Release).ToDictionary(
            ofOne => ofOne.Key,
            ofOne => ofOne.OrderBy(done => done.EndedTs).ThenBy(done => done.Id, StringComparer.Ordinal).Select(done => new LastRehearsal(EntityId.Parse<RehearsalId>(done.Id), done.EndedTs, done.Passed, done.IsStale)).Last());
    }

    public async Task<IReadOnlyList<(UserId Owner, RehearsalId Id)>> FindDependingOnAsync(string thing, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.id, c.pk FROM c WHERE c.type = 'rehearsal' AND c.state.isStale = false AND ARRAY_CONTAINS(c.state.dependsOn, @thing)").WithParameter("@thing", thing);
        var found = await AllAsync<Found>(query, null, cancellationToken);
        return [.. found.Select(one => (EntityId.Parse<UserId>(one.Pk), EntityId.Parse<RehearsalId>(one.Id)))];
    }

    private async Task<List<T>> AllAsync<T>(QueryDefinition query, QueryRequestOptions? options, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        using var iterator = _container.GetItemQueryIterator<T>(query, requestOptions: options);
        while (iterator.HasMoreResults) all.AddRange(await iterator.ReadNextAsync(cancellationToken));
        return all;
    }

    private sealed record Found(string Id, string Pk);

    private sealed record Done(string Id, ReleaseId Release, Timestamp EndedTs, bool Passed, bool IsStale);
}
