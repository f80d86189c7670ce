using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Schedules a release. Whoever owns all its assets may call it.</summary>
public sealed record ScheduleRelease(ReleaseId Id, UserId By, ReleasePlan Plan, Timestamp At);

public sealed class ScheduleReleaseHandler(IReleases releases, IAssets assets, IReleaseList list, IKeepLookup keeps, IContentSealer sealer)
{
    /// <remarks>
    /// Errors: <see cref="ValidationFailed"/> when it follows what cannot be followed; <see cref="KeeperNotKeep"/>; <see cref="NotSchedulable"/> unless every asset is active, not hidden and owned by the caller; <see cref="ReleaseExists"/>
    /// when the caller has an active release of the same name with one of the assets; <see cref="IdTaken"/> by a release of somebody else.
    /// Repeating the command with its id is a success that changes nothing.
    /// </remarks>
    public async Task<Result> HandleAsync(ScheduleRelease command, CancellationToken cancellationToken)
    {
        if (await new StepChecks(releases, command.Id, command.By).FindFaultsAsync(command.Plan.Conditions, cancellationToken) is { } wrong)
            return await IsRepeatAsync(command, cancellationToken) ? Result.Success : wrong;
        if (!await keeps.AreAllKeepsAsync(command.By, command.Plan.Keepers, cancellationToken))
            return await IsRepeatAsync(command, cancellationToken) ? Result.Success : new KeeperNotKeep();
        var areSchedulable = await assets.AreReleasableAsync(command.Plan.Assets, command.By, cancellationToken);
        if ((!areSchedulable || !command.Plan.Hides) && await WhyNotAsync(command, areSchedulable, cancellationToken) is { } answer) return answer;

        var plan = command.Plan.Inviting(command.Id, version: 0);
        var content = await sealer.SealAsync(AssetRelease.RecordOf(command.Id), plan.Content, [command.By], cancellationToken);
        var release = AssetRelease.Schedule(command.Id, command.By, plan, content, command.At);
        return await releases.AddAsync(release, cancellationToken) || await IsRepeatAsync(command, cancellationToken)
            ? Result.Success
            : new IdTaken();
    }

    /// <summary>A release that hides cannot double another one: the assets are hidden already. So only a refusal, or a release that does not hide, costs this look.</summary>
    private async Task<Result?> WhyNotAsync(ScheduleRelease command, bool areSchedulable, CancellationToken cancellationToken)
    {
        if (!areSchedulable && await IsRepeatAsync(command, cancellationToken)) return Result.Success;
        var twins = await list.FindActiveAsync(command.By, command.Plan.Assets, cancellationToken);
        if (twins.Any(twin => twin.Id != command.Id && twin.Content.Name == command.Plan.Content.Name)) return new ReleaseExists();
        if (!areSchedulable) return new NotSchedulable();
        return null;
    }

    private async Task<bool> IsRepeatAsync(ScheduleRelease command, CancellationToken cancellationToken) =>
        await releases.FindAsync(command.Id, cancellationToken) is { } existing && existing.State.Owner == command.By;
}
