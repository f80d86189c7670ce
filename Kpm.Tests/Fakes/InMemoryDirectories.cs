using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Fakes;

/// <summary>Every keep, in memory.</summary>
public sealed class InMemoryKeepDirectory : IKeepDirectory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<KeepId, KeepRow> _rows = [];

    public Task PutAsync(KeepRow row, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_rows.TryGetValue(row.Id, out var stored) || stored.Revision <= row.Revision) _rows[row.Id] = row;
        }

        return Task.CompletedTask;
    }

    public Task<Page<KeepRow>> ListAsync(KeepOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Paging.PageOf(_rows.Values.OrderBy(row => InMemoryKeepRows.KeyOf(row, order), StringComparer.Ordinal).ThenBy(row => row.Id.Value), page));
    }
}

/// <summary>Every account, in memory.</summary>
public sealed class InMemoryUserDirectory : IUserDirectory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, UserRow> _rows = [];

    public Task PutAsync(UserRow row, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_rows.TryGetValue(row.Id, out var stored) || stored.Version <= row.Version) _rows[row.Id] = row;
        }

        return Task.CompletedTask;
    }

    public Task<Page<UserRow>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(Paging.PageOf(_rows.Values.OrderBy(row => row.CreatedTs).ThenBy(row => row.Id.Value), page));
    }
}

/// <summary>The ids of what is in memory, two on a page.</summary>
public sealed class InMemoryIdPages<TId>(Func<IEnumerable<TId>> all) : IIdPages<TId> where TId : struct, IEntityId<TId>
{
    public Task<IdPage<TId>> ReadAsync(string? continuation, CancellationToken cancellationToken)
    {
        var (ids, from) = (all().ToList(), int.Parse(continuation ?? "0"));
        return Task.FromResult(new IdPage<TId>([.. ids.Skip(from).Take(2)], from + 2 < ids.Count ? $"{from + 2}" : null));
    }
}
