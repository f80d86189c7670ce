using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reads one rehearsal of a release. The owner of the release may call it.</summary>
public sealed record GetRehearsal(ReleaseId Release, RehearsalId Rehearsal, UserId By);

/// <summary>A rehearsal as its owner sees it.</summary>
public sealed record RehearsalView(Rehearsal Rehearsal, RehearsalContent Content);

public sealed class GetRehearsalHandler(IRehearsals rehearsals, IContentSealer sealer)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown rehearsal.</remarks>
    public async Task<Result<RehearsalView>> HandleAsync(GetRehearsal query, CancellationToken cancellationToken)
    {
        if (await rehearsals.FindAsync(query.By, query.Rehearsal, cancellationToken) is not { } rehearsal || rehearsal.State.Release != query.Release) return new Forbidden();
        var content = await sealer.OpenAsync<RehearsalContent>(Rehearsal.RecordOf(rehearsal.Id), rehearsal.State.Sealed, query.By, cancellationToken);
        return new RehearsalView(rehearsal, content);
    }
}
