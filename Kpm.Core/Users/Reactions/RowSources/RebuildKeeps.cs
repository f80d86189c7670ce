using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reactions.RowSources;

/// <summary>The rows of a keep are made anew, as if the keep had just changed.</summary>
public sealed class RebuildKeeps(IIdPages<KeepId> keeps, ProjectKeep project) : RowSource<KeepId>("keeps", keeps)
{
    protected override Task RebuildAsync(KeepId id, CancellationToken cancellationToken) => project.HandleAsync(id, cancellationToken);
}
