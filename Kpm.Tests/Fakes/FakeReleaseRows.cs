using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>Rows in memory.</summary>
public sealed class FakeReleaseRows : IReleaseRows, IReleaseList
{
    public Dictionary<(UserId Person, ReleaseRole Role, ReleaseId Release), ReleaseRow> Rows { get; } = [];

    public Func<Task> BeforeAccess { get; set; } = () => Task.CompletedTask;

    /// <summary>People whose key is gone: nothing can be sealed for them.</summary>
    public IReadOnlySet<UserId> Erased { get; init; } = new HashSet<UserId>();

    public async Task PutAsync(UserId person, ReleaseRole role, ReleaseRow row, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        if (Erased.Contains(person)) throw new UserKeyMissingException();
        if (!Rows.TryGetValue((person, role, row.Id), out var stored) || stored.Version <= row.Version) Rows[(person, role, row.Id)] = row;
    }

    /// <summary>Nothing lies sealed here.</summary>
    public Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<Page<ReleaseRow>> OwnAsync(UserId owner, ReleaseFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        PageOf(owner, ReleaseRole.Owner, row => row.Lifecycle == Lifecycle.Active == (filter == ReleaseFilter.Active), page);

    public Task<Page<ReleaseRow>> IncomingAsync(UserId receiver, Timestamp now, PageRequest page, CancellationToken cancellationToken) =>
        PageOf(receiver, ReleaseRole.Receiver, row => row.Lifecycle == Lifecycle.Active && (row.ReleaseTs is not { } due || due < now), page);

    public Task<Page<ReleaseRow>> WatchedAsync(UserId keeper, PageRequest page, CancellationToken cancellationToken) =>
        PageOf(keeper, ReleaseRole.Keeper, row => row.Lifecycle == Lifecycle.Active, page);

    public async Task<int> CountIncomingAsync(UserId receiver, Timestamp now, CancellationToken cancellationToken) =>
        (await IncomingAsync(receiver, now, new PageRequest(1, 1), cancellationToken)).Total;

    public Task<IReadOnlyList<ReleaseRow>> FindActiveAsync(UserId owner, IReadOnlyCollection<AssetId> assets, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReleaseRow>>([.. OwnedBy(owner).Where(row => row.Lifecycle == Lifecycle.Active && row.Assets.Intersect(assets).Any())]);

    public Task<IReadOnlyDictionary<ReleaseType, int>> CountByTypeAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ReleaseType, int>>(OwnedBy(owner).Where(row => row.Lifecycle != Lifecycle.Removed).CountBy(row => row.ReleaseType).ToDictionary());

    private IEnumerable<ReleaseRow> OwnedBy(UserId owner) => Rows.Where(entry => entry.Key.Person == owner && entry.Key.Role == ReleaseRole.Owner).Select(entry => entry.Value);

    private Task<Page<ReleaseRow>> PageOf(UserId person, ReleaseRole role, Func<ReleaseRow, bool> isListed, PageRequest page)
    {
        var listed = Rows.Where(entry => entry.Key.Person == person && entry.Key.Role == role).Select(entry => entry.Value).Where(isListed);
        return Task.FromResult(Paging.PageOf(listed.OrderBy(row => row.CreatedTs).ThenBy(row => row.Id.Value), page));
    }
}
