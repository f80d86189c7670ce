using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions.RowSources;

/// <summary>The rows of a release, in the lists of its people and of admins, are made anew.</summary>
public sealed class RebuildReleases(IIdPages<ReleaseId> releases, ProjectRelease project) : RowSource<ReleaseId>("releases", releases)
{
    protected override Task RebuildAsync(ReleaseId id, CancellationToken cancellationToken) => project.HandleAsync(id, [], [], cancellationToken);
}
