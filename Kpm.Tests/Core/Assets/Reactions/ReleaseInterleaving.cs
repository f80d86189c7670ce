using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Lets people plan, change, claim, cancel and leave in one order of all that is read and written, with every message that follows.</summary>
/// <param name="plans">What is planned.</param>
/// <param name="leaver">Whose account is removed meanwhile, if anybody's.</param>
/// <param name="seed">Of the order.</param>
internal sealed class ReleaseInterleaving(RandomPlan[] plans, UserId? leaver, ulong seed)
{
    private readonly Interleaver _interleaver = new(seed);
    private readonly HashSet<string> _done = [];
    private bool _hasLeft;
    private int _assetEvents;
    private int _releaseEvents;

    public AssetWorld World { get; } = new();

    /// <summary>Who was given the bytes of what, and which release had delivered it last.</summary>
    public HashSet<(AssetId Asset, UserId By, ReleaseId? Release)> Downloads { get; } = [];

    public void Run()
    {
        for (var number = 0; number < RandomPlan.Assets; number++) World.AddActiveAsset(number, RandomPlan.Givers);
        World.Assets.BeforeAccess = World.Releases.BeforeAccess = World.AssetRows.BeforeAccess = World.ReleaseRows.BeforeAccess = _interleaver.PauseAsync;
        World.Deliveries.OnSent = work => _interleaver.Add(() => World.DeliverAsync(work));
        World.Revocations.OnSent = work => _interleaver.Add(() => World.RevokeAsync(work));
        foreach (var (number, plan) in plans.Index())
            _interleaver.Add(() => AsAsync(plan.Owner, () => World.ScheduleAsync(number, AssetWorld.Plan(ReleaseType.Custom, plan.DraftOf(number), plan.Owner), plan.Owner)));
        if (leaver is { } person) _interleaver.Add(() => RemoveAsync(person));
        _interleaver.Run(React);

        // What was put off is due by now.
        World.Clock.Now += TimeSpan.FromMinutes(2);
        for (var number = 0; number < plans.Length; number++) AddCheck(number);
        _interleaver.Run(React);
        World.Assets.BeforeAccess = World.Releases.BeforeAccess = () => Task.CompletedTask;
    }

    private void React()
    {
        for (; _assetEvents < World.Assets.Events.Count; _assetEvents++)
        {
            foreach (var reaction in World.ReactionsTo(World.Assets.Events[_assetEvents])) _interleaver.Add(reaction);
            if (World.Assets.Events[_assetEvents] is AssetOwnershipChanged or AssetCreated) AddDownloads(EntityId.Parse<AssetId>(World.Assets.Events[_assetEvents].AggregateId));
        }
        for (; _releaseEvents < World.Releases.Events.Count; _releaseEvents++)
        {
            foreach (var reaction in World.ReactionsTo(World.Releases.Events[_releaseEvents])) _interleaver.Add(reaction);
            if (World.Releases.Events[_releaseEvents] is AssetReleaseScheduled scheduled) AddCommands(scheduled.Release);
            else if (World.Releases.Events[_releaseEvents] is AssetReleased { Release: var executed }) AddRevocation(executed);
        }
    }

    private void AddCommands(ReleaseId release)
    {
        var (number, plan) = plans.Index().Single(entry => AssetWorld.ReleaseNo(entry.Index) == release);
        AddCheck(number);
        if (plan.IsCanceled) _interleaver.Add(() => AsAsync(AssetWorld.Cleo, () => World.CancelAsync(number, AssetWorld.Cleo)));
        if (plan.IsTriggered) _interleaver.Add(() => TriggerAsync(number));
        foreach (var changes in plan.Changes())
            _interleaver.Add(() => AsAsync(plan.Owner, () => World.Revise.HandleAsync(new ReviseRelease(release, plan.Owner, changes, null, World.Clock.Now), default)));
    }

    private void AddRevocation(ReleaseId release)
    {
        var (number, plan) = plans.Index().Single(entry => AssetWorld.ReleaseNo(entry.Index) == release);
        if (plan.IsRevoked) _interleaver.Add(() => AsAsync(plan.Owner, () => World.RevokeAsync(number, plan.Owner)));
    }

    private void AddDownloads(AssetId asset)
    {
        if (!plans.Any(plan => plan.IsDownloaded)) return;
        foreach (var person in new[] { AssetWorld.Cleo, RandomPlan.Dora }) _interleaver.Add(() => AsAsync(person, () => DownloadAsync(asset, person)));
    }

    private async Task<Result> DownloadAsync(AssetId asset, UserId by)
    {
        var opened = await World.DownloadAsync(asset, by);
        if (opened.IsFailure) return opened.Error;
        Downloads.Add((asset, by, World.Assets[asset].State.LastDelivery?.Release));
        return Result.Success;
    }

    private void AddCheck(int number)
    {
        if (World.Releases.All.Any(release => release.Id == AssetWorld.ReleaseNo(number))) _interleaver.Add(() => World.CheckAsync(number));
    }

    private async Task TriggerAsync(int number)
    {
        var release = World.Releases[AssetWorld.ReleaseNo(number)];
        var by = release.State.Receivers[0];
        if (by == leaver && _hasLeft) return;
        var triggered = await World.TriggerAsync(number, by);
        if (triggered.Error is NotReady && World.Releases[release.Id].IsActive) throw new TransientFailureException();
    }

    /// <summary>Whoever has left is not let in any more; what they had begun goes on.</summary>
    private Task AsAsync(UserId person, Func<Task<Result>> command) => person == leaver && _hasLeft ? Task.CompletedTask : command();

    /// <summary>The steps of a removal that concern assets and releases. One that is done is not done again.</summary>
    private async Task RemoveAsync(UserId person)
    {
        _hasLeft = true;
        var account = new RemovedAccount(DerivedId.From<RemovalId>($"{person}", "removal"), person, AssetWorld.Ana, AssetWorld.Now);
        IRemovalStep[] steps =
        [
            new LeaveReleases(World.Releases, World.Clock, LeaveReleases.First),
            new AwaitDeliveries(World.Releases),
            new GiveUpAssets(World.Assets, World.Clock),
            new LeaveReleases(World.Releases, World.Clock, LeaveReleases.Second),
        ];
        foreach (var step in steps.Where(step => !_done.Contains(step.Name)))
        {
            if (!await step.RunAsync(account, default)) throw new TransientFailureException();
            _done.Add(step.Name);
            World.Keeps.Strangers.Add(person);
        }

        World.Sealer.Erased.Add(person);
    }
}
