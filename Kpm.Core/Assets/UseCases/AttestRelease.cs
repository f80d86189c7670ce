using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Says that the owner of a release is no more: once as many keepers say so as its conditions ask for, an attempt to reach the owner begins. From before the word is kept, every sign of life counts. Its keepers may call it.</summary>
public sealed record AttestRelease(ReleaseId Release, UserId By, Timestamp At);

public sealed class AttestReleaseHandler(IReleases releases, IKeepLookup keeps, ISilence silence)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown one and for somebody who is no keep of the owner any more; <see cref="ReleaseHasEnded"/>; <see cref="NothingToAttest"/>.</remarks>
    public async Task<Result> HandleAsync(AttestRelease command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || !release.IsKeeper(command.By)) return new Forbidden();
        if (!await keeps.AreKeepsAsync(release.State.Owner, command.By, cancellationToken)) return new Forbidden();
        if (release.CanBeAttested) await silence.SeekAsync(release.State.Owner, release.Id, command.At, cancellationToken);
        var attested = release.Attest(command.By, await silence.FindAsync(release.State.Owner, command.At, cancellationToken), command.At);
        if (attested.IsFailure) return attested;
        await releases.SaveAsync(release, cancellationToken);

        // An attempt that ended meanwhile may have stopped it, before the word was there.
        if (release.CanBeAttested) await silence.SeekAsync(release.State.Owner, release.Id, command.At, cancellationToken);
        return Result.Success;
    }
}
