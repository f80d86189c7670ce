using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Tests.Fakes;

/// <summary>Rows in memory.</summary>
public sealed class InMemoryKeepRows : IKeepRows
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(UserId Person, KeepId Keep), KeepRow> _rows = [];

    /// <summary>Awaited before every access; a test may let other work go first here.</summary>
    public Func<Task> BeforeAccess { get; set; } = () => Task.CompletedTask;

    public IReadOnlyDictionary<(UserId Person, KeepId Keep), KeepRow> All
    {
        get
        {
            lock (_lock) return new Dictionary<(UserId, KeepId), KeepRow>(_rows);
        }
    }

    public async Task PutAsync(UserId person, KeepRow row, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        lock (_lock)
        {
            if (!_rows.TryGetValue((person, row.Id), out var stored) || stored.Revision <= row.Revision) _rows[(person, row.Id)] = row;
        }
    }

    public async Task<Page<KeepRow>> ListAsync(UserId person, Lifecycle? lifecycle, KeepOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        lock (_lock)
        {
            return Paging.PageOf(
                _rows.Where(entry => entry.Key.Person == person).Select(entry => entry.Value)
                    .Where(row => row.Lifecycle == lifecycle || (lifecycle is null && row.Lifecycle is (Lifecycle.Pending or Lifecycle.Active)))
                    .OrderBy(row => KeyOf(row, order), StringComparer.Ordinal).ThenBy(row => row.Id.Value),
                page);
        }
    }

    public Task<int> CountRequestedAsync(UserId person, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_rows.Count(entry => entry.Key.Person == person && entry.Value.Lifecycle == Lifecycle.Pending && entry.Value.Requested.Id == person));
    }

    internal static string KeyOf(KeepRow row, KeepOrder order) => order switch
    {
        KeepOrder.CreatedTs => $"{row.CreatedTs.UnixMilliseconds:D20}",
        KeepOrder.ModifiedTs => $"{(row.ModifiedTs ?? row.CreatedTs).UnixMilliseconds:D20}",
        KeepOrder.State => row.Lifecycle.ToString(),
    };
}

/// <summary>Cuts pages out of what is ordered.</summary>
internal static class Paging
{
    public static Page<T> PageOf<T>(IEnumerable<T> ascending, PageRequest page)
    {
        var rows = page.Descending ? ascending.Reverse().ToList() : ascending.ToList();
        return new Page<T>([.. rows.Skip(page.Offset).Take(page.Size)], rows.Count, page.Number, page.Size);
    }
}
