using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <content>What became of each asset of an executed release.</content>
public sealed partial class AssetRelease
{
    /// <summary>Whether it was executed and some asset is still on its way.</summary>
    public bool IsDelivering => IsExecuted && !State.Assets.All(IsSettled);

    /// <summary>Those to whom it is delivered.</summary>
    public ImmutableArray<UserId> Recipients => [.. State.Receivers.Except(State.PassedOver)];

    /// <summary>Whether the asset was delivered, or failed.</summary>
    public bool IsSettled(AssetId asset) => State.Delivered.Contains(asset) || State.Failed.Contains(asset);

    /// <summary>
    /// An asset was delivered. That stands, also where a revocation was faster than the message about it, and found the asset gone. What a
    /// delivery recorded as a failure is none later: see <see cref="Asset.RefuseDelivery"/>.
    /// </summary>
    public void RecordDelivered(AssetId asset, Timestamp at)
    {
        if (AwaitsOutcome(asset)) Settle(State with { Delivered = State.Delivered.Add(asset) }, at);
        else if (State.Failed.Contains(asset)) Change(State with { Failed = State.Failed.Remove(asset), Delivered = State.Delivered.Add(asset) }, at);
    }

    /// <summary>An asset could not be delivered. Nothing changes when its outcome is known.</summary>
    public void RecordDeliveryFailed(AssetId asset, Timestamp at)
    {
        if (AwaitsOutcome(asset)) Settle(State with { Failed = State.Failed.Add(asset) }, at, new AssetDeliveryFailed(Id, asset));
    }

    private bool AwaitsOutcome(AssetId asset) => IsExecuted && State.Assets.Contains(asset) && !IsSettled(asset);

    private void Settle(ReleaseState next, Timestamp at, params ReadOnlySpan<DomainEvent> events)
    {
        // Of what is taken back, its revocation tells.
        var isLast = !IsRevoked && next.Delivered.Length + next.Failed.Length == next.Assets.Length;
        Change(next, at, isLast ? [.. events, new AssetReleaseDelivered(Id, next.Owner, Recipients, next.Delivered, next.Failed)] : events);
    }
}
