namespace Kpm.Core.Shared;

/// <summary>What rows of lists are made of, so that they can be made anew. Every context brings its own.</summary>
public interface IRowSource
{
    /// <summary>Names the source in messages, for ever.</summary>
    string Name { get; }

    /// <summary>Some of the ids of that which rows are made of.</summary>
    Task<IdPage<Guid>> ReadAsync(string? continuation, CancellationToken cancellationToken);

    /// <summary>Makes the rows of one anew, be they lost or wrong. Safe to repeat.</summary>
    Task RebuildAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>The rows that are made of aggregates of one kind.</summary>
/// <param name="name">Names the source in messages, for ever.</param>
/// <param name="ids">The aggregates.</param>
public abstract class RowSource<TId>(string name, IIdPages<TId> ids) : IRowSource where TId : struct, IEntityId<TId>
{
    public string Name => name;

    public async Task<IdPage<Guid>> ReadAsync(string? continuation, CancellationToken cancellationToken)
    {
        var page = await ids.ReadAsync(continuation, cancellationToken);
        return new IdPage<Guid>([.. page.Ids.Select(id => id.Value)], page.Next);
    }

    public Task RebuildAsync(Guid id, CancellationToken cancellationToken) => RebuildAsync(TId.Of(id), cancellationToken);

    /// <summary>Makes the rows of one anew, be they lost or wrong. Safe to repeat.</summary>
    protected abstract Task RebuildAsync(TId id, CancellationToken cancellationToken);
}
