using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Executes a release. Each of its receivers may call it.</summary>
/// <param name="Release">The release.</param>
/// <param name="By">Who triggers.</param>
/// <param name="Place">The place that the receiver names; null for none.</param>
/// <param name="At">Now.</param>
public sealed record TriggerRelease(ReleaseId Release, UserId By, string? Place, Timestamp At)
{
    /// <summary>Never the place: it must not reach a log.</summary>
    public override string ToString() => $"TriggerRelease {{ Release = {Release} }}";
}

public sealed class TriggerReleaseHandler(IReleases releases, IKeepLookup keeps, IContentSealer sealer)
{
    /// <remarks>
    /// Errors, in the order of the checks: <see cref="Forbidden"/>, also for an unknown release; <see cref="NotReady"/>;
    /// <see cref="KeepMissing"/>, and the release is cancelled. Success also when a receiver executed it before.
    /// </remarks>
    public async Task<Result> HandleAsync(TriggerRelease command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || !release.IsReceiver(command.By)) return new Forbidden();
        var conditions = release.Conditions(await PlaceAsync(release, cancellationToken));
        var evidence = new ReleaseEvidence(command.At, command.Place);
        var allowed = release.CheckTrigger(command.By, conditions, evidence);
        if (allowed.IsFailure || release.IsExecuted) return allowed;

        var areAllKeeps = await keeps.AreAllKeepsAsync(release.State.Owner, release.State.Receivers, cancellationToken);
        var triggered = release.Trigger(command.By, conditions, evidence, areAllKeeps);
        await releases.SaveAsync(release, cancellationToken);
        return triggered;
    }

    private async Task<string?> PlaceAsync(AssetRelease release, CancellationToken cancellationToken)
    {
        if (!release.State.HasPlace) return null;
        var content = await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, release.State.Owner, cancellationToken);
        return content.Place;
    }
}
