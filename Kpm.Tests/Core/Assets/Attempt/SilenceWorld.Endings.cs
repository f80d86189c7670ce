using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions.RemovalSteps;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <content>How a legacy can end without being executed.</content>
internal sealed partial class SilenceWorld
{
    public Task<Result> CancelAsync(ReleaseId release, UserId by) => new CancelReleaseHandler(Releases).HandleAsync(new CancelRelease(release, by, null, Clock.Now), default);

    /// <summary>The account of a person is removed: its steps follow each other, from the first one when the process dies.</summary>
    public void RemoveAccount(UserId person)
    {
        IRemovalStep[] steps = [new LeaveReleases(Releases, Clock, LeaveReleases.First), new ForgetSignsOfLife(Signs, Clock), new LeaveReleases(Releases, Clock, LeaveReleases.Second)];
        var removed = new RemovedAccount(new RemovalId(new Guid(1, 23, 0, new byte[8])), person, person, Clock.Now);
        Messages.Add(async () =>
        {
            foreach (var step in steps) await step.RunAsync(removed, default);
        });
        Keeps.Strangers.Add(person);
    }
}
