using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What the keepers of a release say of its owner. Its owner and its keepers may call it.</summary>
public sealed record ListAttestations(ReleaseId Release, UserId By, Timestamp At);

/// <summary>The word of the keepers of a release.</summary>
/// <param name="Release">The release, with its terms.</param>
/// <param name="Standing">The words that no sign of life has refuted.</param>
public sealed record ReleaseAttestations(AssetRelease Release, ImmutableArray<Attestation> Standing);

public sealed class ListAttestationsHandler(IReleases releases, IKeepLookup keeps, ISilence silence)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown release.</remarks>
    public async Task<Result<ReleaseAttestations>> HandleAsync(ListAttestations query, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(query.Release, cancellationToken) is not { } release) return new Forbidden();
        if (!await keeps.MayWatchAsync(release, query.By, cancellationToken)) return new Forbidden();
        var known = release.State.Attestations.IsEmpty ? null : await silence.FindAsync(release.State.Owner, query.At, cancellationToken);
        return new ReleaseAttestations(release, release.Standing(known));
    }
}
