using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reads one release, whatever became of it. Its owner may call it, and its receivers, who see neither the places nor a date that was drawn and has not come.</summary>
public sealed record GetRelease(ReleaseId Release, UserId By, Timestamp At);

public sealed class GetReleaseHandler(IReleases releases, IRehearsals rehearsals, IContentSealer sealer)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown release.</remarks>
    public async Task<Result<ReleaseRow>> HandleAsync(GetRelease query, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(query.Release, cancellationToken) is not { } release || !release.IsParty(query.By)) return new Forbidden();
        var content = await sealer.OpenContentAsync(release, cancellationToken);
        if (query.By != release.State.Owner)
            return ReleaseRow.Of(release, content, ReleaseRole.Receiver).AsSeenBy(query.By, release).AsSeenAt(query.At, release.Conditions.HasSecretDate) with { Revocation = release.State.PassedOver.Contains(query.By) ? null : RevocationView.Of(release, query.By) };
        var last = await rehearsals.FindLastAsync(query.By, [release.Id], cancellationToken);
        return ReleaseRow.Of(release, content, ReleaseRole.Owner) with { LastRehearsed = last.GetValueOrDefault(release.Id), Revocation = RevocationView.Of(release, query.By) };
    }
}
