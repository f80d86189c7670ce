using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What releases ask of the silence of their owners.</summary>
internal static class SilenceChecks
{
    /// <summary>Whether a release may be executed as far as its owner's silence goes: it does not rest on it, or it is settled that they gave no sign of life.</summary>
    public static async Task<bool> IsSettledAsync(this ISilence silence, AssetRelease release, Timestamp at, CancellationToken cancellationToken) =>
        !release.RestsOnSilence(at) || await silence.SettleAsync(release.State.Owner, release.State.Silence!.Signs, at, cancellationToken);

    /// <summary>Signs of the owner are told to the release no longer, unless it has to hear of them: also of what began a moment ago.</summary>
    public static async Task StopSeekingAsync(this ISilence silence, IReleases releases, AssetRelease release, Timestamp at, CancellationToken cancellationToken)
    {
        if (!release.IsSeeking)
        {
            await silence.StopSeekingAsync(release.State.Owner, release.Id, at, cancellationToken);
            if (await releases.FindAsync(release.Id, cancellationToken) is not { IsSeeking: true }) return;
        }

        // Also on a repeat: the process may have died between the two.
        await silence.SeekAsync(release.State.Owner, release.Id, at, cancellationToken);
    }
}
