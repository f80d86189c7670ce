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

public sealed class TriggerReleaseHandler(IReleases releases, IKeepLookup keeps, ISilence silence, IContentSealer sealer)
{
    /// <remarks>
    /// Errors, in the order of the checks: <see cref="Forbidden"/>, also for an unknown release; <see cref="TooManyGuesses"/>;
    /// <see cref="NotReady"/>, and what was said of the place is recorded; <see cref="KeepMissing"/>, and the release is cancelled.
    /// Success also when a receiver executed it before.
    /// </remarks>
    public async Task<Result> HandleAsync(TriggerRelease command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || !release.IsReceiver(command.By)) return new Forbidden();
        var stated = await StatePlaceAsync(release, command, cancellationToken);
        if (stated.IsFailure) return stated;
        var triggered = release.CheckTrigger(command.By, command.At);
        if (!triggered.IsFailure && !release.IsExecuted)
        {
            await silence.SettleAsync(release, command.At, cancellationToken);
            triggered = release.Trigger(command.By, await keeps.StrangersAsync(release.State.Owner, release.State.Receivers, cancellationToken), command.At);
        }

        await releases.SaveAsync(release, cancellationToken);
        return triggered;
    }

    private async Task<Result> StatePlaceAsync(AssetRelease release, TriggerRelease command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Place) || !release.IsActive || !release.Conditions.HasPlace) return Result.Success;
        var content = await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, release.State.Owner, cancellationToken);
        return release.StatePlace(command.By, content.PlacesThatAdmit(command.Place), command.At);
    }
}
