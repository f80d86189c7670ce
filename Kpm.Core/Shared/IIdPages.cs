namespace Kpm.Core.Shared;

/// <summary>Some of the ids of one kind of aggregate.</summary>
/// <param name="Ids">The ids, in no order; there may be none and yet a next page.</param>
/// <param name="Next">Continues with the next page; opaque, null after the last.</param>
public sealed record IdPage<TId>(IReadOnlyList<TId> Ids, string? Next);

/// <summary>Walks over the ids of all aggregates of one kind, for work that concerns everything.</summary>
public interface IIdPages<TId> where TId : struct, IEntityId<TId>
{
    /// <summary>The first page, or the one that a <see cref="IdPage{TId}.Next"/> names. What is added meanwhile may be left out.</summary>
    Task<IdPage<TId>> ReadAsync(string? continuation, CancellationToken cancellationToken);
}
