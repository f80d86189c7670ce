using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Explains the conditions of a release, leaf by leaf. Its owner may call it.</summary>
public sealed record ExplainRelease(ReleaseId Release, UserId By, Language Language, Timestamp At);

/// <summary>The terms of a release, and how its conditions stand.</summary>
/// <param name="Release">The release.</param>
/// <param name="Version">The aggregate's version.</param>
/// <param name="State">Its clear state.</param>
/// <param name="Conditions">The tree.</param>
/// <param name="InvitedUntil">When those who are invited are passed over; see <see cref="AssetRelease.InvitedUntil"/>.</param>
public sealed record ReleaseExplanation(ReleaseId Release, long Version, ReleaseState State, ConditionExplanation Conditions, Timestamp? InvitedUntil);

public sealed class ExplainReleaseHandler(IReleases releases, IContentSealer sealer)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown release, and for receivers.</remarks>
    public async Task<Result<ReleaseExplanation>> HandleAsync(ExplainRelease query, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(query.Release, cancellationToken) is not { } release || release.State.Owner != query.By) return new Forbidden();
        var content = await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, query.By, cancellationToken);
        var explainer = new ConditionExplainer(release.Conditions, content.Places, release.State.PrecedingCanceled, query.Language, query.At);
        return new ReleaseExplanation(release.Id, release.Version, release.State, explainer.Explain(release.State.Conditions), release.InvitedUntil);
    }
}
