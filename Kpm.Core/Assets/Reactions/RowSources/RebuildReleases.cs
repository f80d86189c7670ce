using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions.RowSources;

/// <summary>The rows of a release, in the lists of its people, are made anew.</summary>
public sealed class RebuildReleases(IIdPages<ReleaseId> releases, ProjectRelease project) : RowSource<ReleaseId>("releases", releases)
{
    protected override async Task RebuildAsync(ReleaseId id, CancellationToken cancellationToken)
    {
        try
        {
            await project.HandleAsync(id, cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            // The owner was erased: nothing can be read any more of what they planned.
        }
    }
}
