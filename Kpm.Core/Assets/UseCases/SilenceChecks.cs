using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What releases ask of the silence of their owners.</summary>
internal static class SilenceChecks
{
    /// <summary>Whether a release may be executed as far as its owner's silence goes: it does not rest on it, or it is settled that they gave no sign of life.</summary>
    public static async Task<bool> IsSettledAsync(this ISilence silence, AssetRelease release, Timestamp at, CancellationToken cancellationToken) =>
        !release.RestsOnSilence(at) || await silence.SettleAsync(release.State.Owner, release.State.Silence!.Signs, at, cancellationToken);
}
