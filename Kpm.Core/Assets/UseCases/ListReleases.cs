using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists every release, whatever became of it. Admins may call it; they see what lies in the clear.</summary>
public sealed record ListReleases(PageRequest Page);

public sealed class ListReleasesHandler(IReleaseDirectory directory)
{
    public Task<Page<ReleaseDirectoryRow>> HandleAsync(ListReleases query, CancellationToken cancellationToken) => directory.ListAsync(query.Page, cancellationToken);
}
