using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Schedules a gift that receivers may claim after a date. Whoever owns all its assets may call it.</summary>
public sealed record ScheduleTransfer(ReleaseId Id, UserId By, TransferTerms Terms, Timestamp At);

public sealed class ScheduleTransferHandler(IReleases releases, IAssets assets, IContentSealer sealer)
{
    /// <remarks>
    /// Errors: <see cref="NotSchedulable"/> unless every asset is active, not hidden and owned by the caller; <see cref="Conflict"/> when
    /// the id is taken by a release of somebody else. Repeating the command with its id is a success that changes nothing.
    /// </remarks>
    public async Task<Result> HandleAsync(ScheduleTransfer command, CancellationToken cancellationToken)
    {
        if (!await AreSchedulableAsync(command, cancellationToken))
            return await IsRepeatAsync(command, cancellationToken) ? Result.Success : new NotSchedulable();

        var content = await sealer.SealAsync(AssetRelease.RecordOf(command.Id), command.Terms.Content, [command.By], cancellationToken);
        var release = AssetRelease.ScheduleTransfer(command.Id, command.By, command.Terms, content, command.At);
        return await releases.AddAsync(release, cancellationToken) || await IsRepeatAsync(command, cancellationToken)
            ? Result.Success
            : new Conflict("This id is taken.");
    }

    private async Task<bool> AreSchedulableAsync(ScheduleTransfer command, CancellationToken cancellationToken)
    {
        var named = await Task.WhenAll(command.Terms.Assets.Select(id => assets.FindAsync(id, cancellationToken)));
        return named.All(asset => asset is { IsReleasable: true } && asset.IsOwnedBy(command.By));
    }

    private async Task<bool> IsRepeatAsync(ScheduleTransfer command, CancellationToken cancellationToken) =>
        await releases.FindAsync(command.Id, cancellationToken) is { } existing && existing.State.Owner == command.By;
}
