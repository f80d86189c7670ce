using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What releases ask of the silence of their owners.</summary>
internal static class SilenceChecks
{
    /// <summary>
    /// Right before a release is executed, it is settled that its owner gave no sign of life, also where something else would do: what it then says of a silence stays said.
    /// If there was one, the attempt ends here, as with the message about it, which may be late, and what else is met decides. One that knows of no silence asks nothing.
    /// </summary>
    public static async Task SettleAsync(this ISilence silence, AssetRelease release, Timestamp at, CancellationToken cancellationToken)
    {
        if (release.State is not { Silence: { } shown, Attempt: { } attempt }) return;
        if (!await silence.SettleAsync(release.State.Owner, shown.Signs, at, cancellationToken)) release.EndAttempt(attempt, at);
    }

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
