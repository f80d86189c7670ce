using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reads one release, whatever became of it. Its owner may call it, and its receivers, who do not see the place.</summary>
public sealed record GetRelease(ReleaseId Release, UserId By);

public sealed class GetReleaseHandler(IReleases releases, IContentSealer sealer)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown release.</remarks>
    public async Task<Result<ReleaseRow>> HandleAsync(GetRelease query, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(query.Release, cancellationToken) is not { } release || !release.IsParty(query.By)) return new Forbidden();
        var content = await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, release.State.Owner, cancellationToken);
        return ReleaseRow.Of(release, content, query.By == release.State.Owner ? ReleaseRole.Owner : ReleaseRole.Receiver);
    }
}
