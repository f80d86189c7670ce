using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Ana's release, which its receivers claim in turn, and the time that passes.</summary>
internal sealed class TurnWorld
{
    public static readonly TimeSpan Wait = TimeSpan.FromDays(14);

    public TurnWorld() => Assets.AddActiveAsset(1, AssetWorld.Ana);

    public AssetWorld Assets { get; } = new();

    public AssetRelease Release => Assets.Releases[AssetWorld.ReleaseNo(1)];

    public ReleaseState State => Release.State;

    /// <summary>Who was told that they can claim, as often as they were.</summary>
    public IEnumerable<UserId> Told => Of<AssetReleaseClaimable>().SelectMany(happened => happened.Receivers);

    public static ReleaseDraft Draft(params UserId[] receivers) => new()
    {
        Name = "For you",
        Assets = [AssetWorld.AssetNo(1)],
        Receivers = receivers,
        Conditions = new ConditionDraft { Type = "date", At = 1 },
        InTurn = new TurnDraft(14),
    };

    public IEnumerable<T> Of<T>() where T : DomainEvent => Assets.Releases.Events.OfType<T>();

    public Task PlanAsync(params UserId[] receivers) => PlanAsync(Draft(receivers));

    public async Task PlanAsync(ReleaseDraft draft)
    {
        (await Assets.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await PassAsync(TimeSpan.Zero);
    }

    public Task PassAsync(TimeSpan time) => Assets.PassAsync(1, time);

    /// <summary>Each of them lets their turn pass.</summary>
    public async Task PassTurnsAsync(int turns)
    {
        for (var turn = 0; turn < turns; turn++) await PassAsync(Wait);
    }

    public async Task<Error?> ClaimAsync(UserId by, string? place = null)
    {
        var claimed = await Assets.TriggerAsync(1, by, place);
        await Assets.SettleAsync();
        return claimed.IsFailure ? claimed.Error : null;
    }

    public async Task LeaveAsync(UserId receiver)
    {
        (await Assets.CancelAsync(1, receiver)).IsFailure.Should().BeFalse();
        await Assets.SettleAsync();
    }

    public ReleaseRow SeenBy(UserId receiver) => ReleaseRow.Of(Release, new ReleaseContent("For you", null), ReleaseRole.Receiver).AsSeenBy(receiver, Release);
}
