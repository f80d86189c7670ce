using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Changes a plan that was not executed. Its owner may call it.</summary>
/// <param name="Release">The release.</param>
/// <param name="By">Who changes it.</param>
/// <param name="Changes">What changes; null is unchanged.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record ReviseRelease(ReleaseId Release, UserId By, ReleaseDraft Changes, long? ExpectedVersion, Timestamp At);

public sealed class ReviseReleaseHandler(IReleases releases, IAssets assets, IKeepLookup keeps, IContentSealer sealer)
{
    /// <remarks>
    /// Errors: <see cref="Forbidden"/>, also for an unknown release; <see cref="VersionMismatch"/>; <see cref="ReleaseHasEnded"/> when it has
    /// ended; <see cref="AttemptIsRunning"/>; <see cref="ValidationFailed"/>; <see cref="KeeperNotKeep"/> when the keepers or the conditions change, and one of those
    /// who would watch over it then is no keep; <see cref="NotSchedulable"/> unless every asset that is new is active, not hidden and owned by the caller.
    /// </remarks>
    public async Task<Result> HandleAsync(ReviseRelease command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || release.State.Owner != command.By) return new Forbidden();
        if (command.ExpectedVersion is { } expected && expected != release.Version) return new VersionMismatch();
        var record = AssetRelease.RecordOf(release.Id);
        var before = ReleasePlan.Of(release.State, await sealer.OpenAsync<ReleaseContent>(record, release.State.Sealed, command.By, cancellationToken));
        var checkedTerms = before.Revise(command.Changes, command.By);
        if (checkedTerms.IsFailure) return checkedTerms.Error;
        var after = checkedTerms.Value.Inviting(release.Id, release.Version + 1);
        if (command.Changes.Conditions is not null && await new StepChecks(releases, release.Id, command.By).FindFaultsAsync(after.Conditions, cancellationToken) is { } wrong) return wrong;
        if (command.Changes is not { Keepers: null, Conditions: null } && !await keeps.AreAllKeepsAsync(command.By, after.Keepers, cancellationToken)) return new KeeperNotKeep();
        if (!await assets.AreReleasableAsync([.. after.Assets.Except(before.Assets)], command.By, cancellationToken)) return new NotSchedulable();

        var resealed = await sealer.ResealAsync(record, release.State.Sealed, command.By, after.Content, cancellationToken);
        var revised = release.Revise(after, resealed, before.ChangedFields(after), command.At);
        if (revised.IsFailure) return revised;
        await releases.SaveAsync(release, cancellationToken);
        return Result.Success;
    }
}
