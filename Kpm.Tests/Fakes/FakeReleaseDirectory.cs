using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>The list of admins in memory.</summary>
public sealed class FakeReleaseDirectory : IReleaseDirectory
{
    public Dictionary<ReleaseId, ReleaseDirectoryRow> Rows { get; } = [];

    public Task PutAsync(ReleaseDirectoryRow row, CancellationToken cancellationToken)
    {
        if (!Rows.TryGetValue(row.Id, out var stored) || stored.Version <= row.Version) Rows[row.Id] = row;
        return Task.CompletedTask;
    }

    public Task<Page<ReleaseDirectoryRow>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(Paging.PageOf(Rows.Values.OrderBy(row => row.CreatedTs).ThenBy(row => row.Id.Value), page));
}
