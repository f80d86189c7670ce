using System.Runtime.CompilerServices;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>Histories in memory.</summary>
public sealed class InMemoryHistory(IContentSealer sealer) : IHistoryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, List<HistoryEntry>> _entries = [];
    private readonly Dictionary<UserId, HistoryHead> _heads = [];

    /// <summary>Awaited before every access; a test may let other work go first here.</summary>
    public Func<Task> BeforeAccess { get; set; } = () => Task.CompletedTask;

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Everybody who has a history.</summary>
    public IReadOnlyCollection<UserId> People
    {
        get
        {
            lock (_lock) return [.. _entries.Keys];
        }
    }

    /// <summary>The entries of a person in the order of the chain.</summary>
    public IReadOnlyList<HistoryEntry> Of(UserId person)
    {
        lock (_lock) return [.. _entries.GetValueOrDefault(person) ?? []];
    }

    public async Task<HistoryHead?> FindHeadAsync(UserId person, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        lock (_lock)
        {
            Reads++;
            return _heads.GetValueOrDefault(person);
        }
    }

    public async Task<bool> TryAppendAsync(UserId person, HistoryEntry entry, HistoryHead head, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        lock (_lock)
        {
            Writes++;
            if (!_entries.TryGetValue(person, out var entries)) entries = [];
            if (entries.Exists(known => known.Id == entry.Id)) return true;
            if (_heads.GetValueOrDefault(person)?.Revision != head.Revision) return false;
            entries.Add(entry);
            _entries[person] = entries;
            _heads[person] = new HistoryHead(entry.Sequence, entry.Hash, Guid.NewGuid().ToString()) { SignAt = head.SignAt };
            return true;
        }
    }

    public Task MarkSignedAsync(UserId person, HistoryHead head, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_heads.GetValueOrDefault(person)?.Revision == head.Revision) _heads[person] = head with { SignAt = null, Revision = Guid.NewGuid().ToString() };
        }

        return Task.CompletedTask;
    }

    public Task<HistoryEntry?> FindAsync(UserId person, HistoryEntryId entry, CancellationToken cancellationToken) =>
        Task.FromResult(Of(person).FirstOrDefault(known => known.Id == entry));

    public Task<IReadOnlyList<HistoryEntry>> RangeAsync(UserId person, long first, long last, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HistoryEntry>>([.. Of(person).Where(entry => entry.Sequence >= first && entry.Sequence <= last)]);

    public Task<Page<HistoryEntry>> PageAsync(UserId person, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Paging.PageOf(Of(person).OrderBy(entry => entry.Sequence), page));

    public async IAsyncEnumerable<HistoryEntry> ReadAsync(UserId person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeforeAccess();
        foreach (var entry in Of(person)) yield return entry;
    }

    public async Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var older = Of(key.User).Where(entry => entry.Sealed.HasOlderWrap(key)).ToList();
        foreach (var entry in older)
        {
            var renewed = await sealer.RenewWrapAsync(HistoryEntry.RecordOf(key.User, entry.Id), entry.Sealed, key, cancellationToken);
            lock (_lock)
            {
                var entries = _entries[key.User];
                entries[entries.FindIndex(known => known.Id == entry.Id)] = entry with { Sealed = renewed };
            }
        }

        return older.Count;
    }
}
