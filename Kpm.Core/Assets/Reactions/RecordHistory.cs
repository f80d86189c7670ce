using System.Collections.Immutable;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// Something happened to a legacy: it is appended to the histories of its people, of each once. The owner is told every step; a receiver only
/// what they may know: nothing before the legacy can be claimed, for until then it is the owner's secret.
/// </summary>
public sealed class RecordHistory(IHistory history, IReleases releases, IKeepLookup keeps)
{
    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        if (await TellAsync(happened, cancellationToken) is not { } told) return;
        var step = new HistoryStep(happened.EventId, happened.At, told.Content);
        foreach (var person in told.Whom.Distinct()) await history.AppendAsync(person, step, cancellationToken);
    }

    private async Task<Told?> TellAsync(DomainEvent happened, CancellationToken cancellationToken) => happened switch
    {
        AssetReleaseScheduled e => new Told([e.Owner], Step(e.Release, HistoryKind.LegacyScheduled, e.Assets) with { By = e.Owner.ToString() }),
        AssetReleaseHoldsConfirmed e => new Told([(await FindAsync(e.Release, cancellationToken)).Owner], Step(e.Release, HistoryKind.LegacyReady)),
        AssetReleaseClaimable e => new Told([e.Owner, .. e.Receivers], Step(e.Release, HistoryKind.LegacyClaimable)),
        AssetReleaseRevised e when await FindAsync(e.Release, cancellationToken) is { Owner: var owner } => new Told([owner], Step(e.Release, HistoryKind.LegacyRevised) with { By = owner.ToString() }),
        AssetReleasePlaceFound e => new Told([(await FindAsync(e.Release, cancellationToken)).Owner, e.By], Step(e.Release, HistoryKind.PlaceFound) with { By = e.By.ToString(), Evidence = EvidenceOf(e.Met) }),
        AssetReleased e => new Told([e.Owner, .. e.Receivers], Step(e.Release, HistoryKind.LegacyExecuted, e.Assets) with { By = e.By, Evidence = EvidenceOf(e.Met) }),
        AssetOwnershipChanged { Release: { } id } e => new Told(Everybody(await FindAsync(id, cancellationToken)), Step(id, HistoryKind.AssetDelivered, [e.Asset])),
        AssetDeliveryFailed e => new Told(Everybody(await FindAsync(e.Release, cancellationToken)), Step(e.Release, HistoryKind.AssetNotDelivered, [e.Asset])),
        AssetReleaseDelivered e => new Told([e.Owner, .. e.Receivers], Step(e.Release, HistoryKind.LegacyDelivered, e.Delivered)),
        AssetReleaseCanceled e => new Told([e.Owner, .. e.Receivers.Where(receiver => e.WasAnnounced || receiver.ToString() == e.By)], Step(e.Release, HistoryKind.LegacyCanceled, e.Assets) with { By = e.By, Reason = CodeOf(e.Reason) }),
        AssetReleaseReceiverRemoved e => new Told([(await FindAsync(e.Release, cancellationToken)).Owner, e.Receiver], Step(e.Release, HistoryKind.ReceiverLeft) with { By = e.Receiver.ToString() }),
        AssetReleaseReceiverAdmitted e => new Told([(await FindAsync(e.Release, cancellationToken)).Owner, e.Receiver], Step(e.Release, HistoryKind.ReceiverJoined) with { By = e.Receiver.ToString() }),
        AssetReleaseSilenceMet e => new Told([(await FindAsync(e.Release, cancellationToken)).Owner], Step(e.Release, HistoryKind.SilenceMet) with { Evidence = EvidenceOf(e.Met) }),
        AssetReleasePrecedingExecuted e => new Told([(await FindAsync(e.Release, cancellationToken)).Owner], Step(e.Release, HistoryKind.PrecedingExecuted) with { Evidence = EvidenceOf(e.Met) }),
        AssetReleasePrecedingCanceled e => new Told([e.Owner], Step(e.Release, HistoryKind.PrecedingCanceled)),
        AssetReleasePassedOver e => new Told([e.Owner], Step(e.Release, HistoryKind.ReceiverPassedOver) with { Reason = PassWords.Of(e.Reason) }),
        AssetReleaseInvitedPassedOver e => new Told([e.Owner], Step(e.Release, HistoryKind.ReceiverPassedOver) with { Reason = RehearsalProblems.NotAccepted }),
        AssetReleaseUnclaimed e => new Told([e.Owner], Step(e.Release, HistoryKind.LegacyUnclaimed)),
        AssetReleaseAttested e => new Told(await WatchersAsync(e.Owner, e.Keepers, cancellationToken), Step(e.Release, HistoryKind.Attested) with { By = e.By.ToString() }),
        AssetReleaseAttestationWithdrawn e => new Told(await WatchersAsync(e.Owner, e.Keepers, cancellationToken), Step(e.Release, HistoryKind.AttestationWithdrawn) with { By = e.By.ToString() }),
        ReleaseAttemptBegun e => new Told([e.Owner], Step(e.Release, HistoryKind.AttemptBegun)),
        ReleaseAttemptPaused e => new Told(await WatchersAsync(e.Owner, e.Keepers, cancellationToken), Step(e.Release, HistoryKind.AttemptPaused) with { By = e.By.ToString() }),
        ReleaseAttemptEnded e => new Told([e.Owner], Step(e.Release, HistoryKind.AttemptEnded) with { Reason = CodeOf(e) }),
        AssetReleaseRevoked e => new Told([e.Owner, .. e.Receivers], Step(e.Release, HistoryKind.LegacyRevoked, e.Assets) with { By = e.Owner.ToString() }),
        AssetTakenBack e => new Told([e.Owner, .. e.From], Step(e.Release, HistoryKind.AssetTakenBack, [e.Asset]) with { Reason = e.From.IsEmpty ? RevocationWords.Of(RevocationResult.NotDelivered) : null }),
        AssetNotTakenBack e => new Told([e.Owner], Step(e.Release, HistoryKind.AssetNotTakenBack, [e.Asset]) with { Reason = RevocationWords.Of(e.Reason) }),
        AssetOwnershipChanged => null,
        _ => throw new PermanentFailureException("event_unknown"),
    };

    private async Task<ReleaseState> FindAsync(ReleaseId id, CancellationToken cancellationToken) =>
        (await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown")).State;

    /// <summary>Whoever was passed over is told nothing of what others received.</summary>
    private static ImmutableArray<UserId> Everybody(ReleaseState release) => [release.Owner, .. release.Receivers.Except(release.PassedOver)];

    /// <summary>The owner, and the keepers who are still keeps.</summary>
    private async Task<ImmutableArray<UserId>> WatchersAsync(UserId owner, ImmutableArray<UserId> keepers, CancellationToken cancellationToken) =>
        [owner, .. keepers.Except(await keeps.StrangersAsync(owner, keepers, cancellationToken))];

    /// <summary>A step of the system, unless somebody else is named.</summary>
    private static HistoryContent Step(ReleaseId legacy, HistoryKind kind, ImmutableArray<AssetId>? assets = null) =>
        new() { Kind = kind, By = AssetRelease.Keepem, Legacy = legacy, Assets = assets ?? [] };

    private static ImmutableArray<HistoryEvidence> EvidenceOf(ImmutableArray<MetCondition> met) => [.. met.Select(leaf => new HistoryEvidence(leaf.Leaf, leaf.Grade, leaf.Since, leaf.By))];

    private static string CodeOf(CancelReason reason) => reason switch
    {
        CancelReason.Withdrawn => "withdrawn",
        CancelReason.Declined => "declined",
        CancelReason.KeepMissing => "keep_missing",
        CancelReason.AssetUnavailable => "asset_unavailable",
        CancelReason.NoReceiver => "no_receiver",
    };

    private static string CodeOf(ReleaseAttemptEnded ended) => ended.Outcome switch
    {
        AttemptOutcome.Vetoed => ended.IsWithdrawn == true ? "withdrawn" : "vetoed",
        AttemptOutcome.PausedOut => "paused_out",
        AttemptOutcome.Released => "released",
    };

    /// <summary>What is told, and to whom.</summary>
    private sealed record Told(ImmutableArray<UserId> Whom, HistoryContent Content);
}
