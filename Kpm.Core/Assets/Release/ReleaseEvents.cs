using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A release was scheduled: its assets are to be held.</summary>
[EventName("asset_release_scheduled.v1")]
public sealed record AssetReleaseScheduled(ReleaseId Release, ReleaseType ReleaseType, UserId Owner, ImmutableArray<UserId> Receivers, ImmutableArray<AssetId> Assets) : DomainEvent;

/// <summary>All assets of a release are held: it can be claimed once its conditions are met.</summary>
[EventName("asset_release_holds_confirmed.v1")]
public sealed record AssetReleaseHoldsConfirmed(ReleaseId Release) : DomainEvent;

/// <summary>The owner of a release wishes that receivers know of it while it waits.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Receivers">Who is to know, and was not told yet; never the owner.</param>
[EventName("asset_release_foretold.v1")]
public sealed record AssetReleaseForetold(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Receivers) : DomainEvent;

/// <summary>The time of a release has come. Raised once.</summary>
[EventName("asset_release_claimable.v1")]
public sealed record AssetReleaseClaimable(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Receivers) : DomainEvent;

/// <summary>Whom a release invites is not what it was: it was scheduled, changed or ended. Never raised while it invites nobody.</summary>
/// <param name="Release">The release.</param>
/// <param name="RemovedInvitations">Invitations that it does not wait for any longer.</param>
[EventName("asset_release_invitations_changed.v1")]
public sealed record AssetReleaseInvitationsChanged(ReleaseId Release, ImmutableArray<InvitationId> RemovedInvitations) : DomainEvent;

/// <summary>The time of a release has come, and it waits for those who are invited: now they are told.</summary>
[EventName("asset_release_invited_due.v1")]
public sealed record AssetReleaseInvitedDue(ReleaseId Release) : DomainEvent;

/// <summary>Those who were invited to a release did not come in the wait of its owner: it goes on without them.</summary>
[EventName("asset_release_invited_passed_over.v1")]
public sealed record AssetReleaseInvitedPassedOver(ReleaseId Release, UserId Owner, ImmutableArray<InvitationId> Invitations) : DomainEvent;

/// <summary>Somebody who was invited to a release is a receiver of it.</summary>
[EventName("asset_release_receiver_admitted.v1")]
public sealed record AssetReleaseReceiverAdmitted(ReleaseId Release, UserId Receiver, InvitationId Invitation) : DomainEvent;

/// <summary>A release ended without delivery: its assets are to be let go.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose release it was.</param>
/// <param name="Receivers">Who would have received.</param>
/// <param name="Assets">What would have been delivered.</param>
/// <param name="By">A user id, or <see cref="AssetRelease.Keepem"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="WasAnnounced">Whether the receivers had been told that they could claim it.</param>
[EventName("asset_release_canceled.v1")]
public sealed record AssetReleaseCanceled(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Receivers, ImmutableArray<AssetId> Assets, string By, CancelReason Reason, bool WasAnnounced) : DomainEvent;

/// <summary>A receiver of a release is none any more: their account was removed, or they did not want it.</summary>
[EventName("asset_release_receiver_removed.v1")]
public sealed record AssetReleaseReceiverRemoved(ReleaseId Release, UserId Receiver) : DomainEvent;

/// <summary>The owner changed the plan.</summary>
/// <param name="Release">The release.</param>
/// <param name="RemovedAssets">Assets that it names no longer.</param>
/// <param name="RemovedReceivers">People who do not receive any longer.</param>
[EventName("asset_release_revised.v1")]
public sealed record AssetReleaseRevised(ReleaseId Release, ImmutableArray<AssetId> RemovedAssets, ImmutableArray<UserId> RemovedReceivers) : DomainEvent
{
    /// <summary>People who do not watch over it any longer; null when there are none.</summary>
    public ImmutableArray<UserId>? RemovedKeepers { get; init; }
}

/// <summary>The owner of a release chose people to watch over it.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Keepers">Who was none before.</param>
[EventName("asset_release_keepers_chosen.v1")]
public sealed record AssetReleaseKeepersChosen(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Keepers) : DomainEvent;

/// <summary>A keeper says that the owner of a release is no more.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="By">The keeper.</param>
/// <param name="Keepers">All who watch over it.</param>
[EventName("asset_release_attested.v1")]
public sealed record AssetReleaseAttested(ReleaseId Release, UserId Owner, UserId By, ImmutableArray<UserId> Keepers) : DomainEvent;

/// <summary>A keeper has taken back that the owner of a release is no more.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="By">The keeper.</param>
/// <param name="Keepers">All who watch over it.</param>
[EventName("asset_release_attestation_withdrawn.v1")]
public sealed record AssetReleaseAttestationWithdrawn(ReleaseId Release, UserId Owner, UserId By, ImmutableArray<UserId> Keepers) : DomainEvent;

/// <summary>A sign of life of the owner of a release has refuted what keepers said.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Attesters">Whose word it was.</param>
[EventName("asset_release_attestations_refuted.v1")]
public sealed record AssetReleaseAttestationsRefuted(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Attesters) : DomainEvent;

/// <summary>Somebody was at a place of a release.</summary>
/// <param name="Release">The release.</param>
/// <param name="By">Who says so.</param>
/// <param name="Met">The conditions that it meets.</param>
[EventName("asset_release_place_found.v1")]
public sealed record AssetReleasePlaceFound(ReleaseId Release, UserId By, ImmutableArray<MetCondition> Met) : DomainEvent;

/// <summary>The owner of a release has been silent for the period of its terms, or keepers have attested that they are no more: an attempt to reach them is to begin.</summary>
/// <param name="Release">The release.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Since">From when on they gave no sign of life.</param>
/// <param name="Signs">How many they had given before.</param>
[EventName("asset_release_attempt_due.v1")]
public sealed record AssetReleaseAttemptDue(ReleaseId Release, AttemptId Attempt, Timestamp Since, int Signs) : DomainEvent
{
    /// <summary>What it begins for; null is an inactivity.</summary>
    public AttemptCause? Cause { get; init; }
}

/// <summary>An attempt to reach the owner of a release has met no answer.</summary>
/// <param name="Release">The release.</param>
/// <param name="Met">The conditions that it meets.</param>
[EventName("asset_release_silence_met.v1")]
public sealed record AssetReleaseSilenceMet(ReleaseId Release, ImmutableArray<MetCondition> Met) : DomainEvent;

/// <summary>A release follows others, which are to know it. Never raised while it follows none, or of those whose end it knows.</summary>
/// <param name="Release">The release.</param>
/// <param name="Preceding">Those it follows.</param>
[EventName("asset_release_follows.v1")]
public sealed record AssetReleaseFollows(ReleaseId Release, ImmutableArray<ReleaseId> Preceding) : DomainEvent;

/// <summary>A release has ended that others follow: they are to know it. Never raised while nothing follows it.</summary>
/// <param name="Release">The release.</param>
/// <param name="WasExecuted">Whether it was executed; else it was cancelled.</param>
/// <param name="Followers">Those who followed it.</param>
[EventName("asset_release_step_ended.v1")]
public sealed record AssetReleaseStepEnded(ReleaseId Release, bool WasExecuted, ImmutableArray<ReleaseId> Followers) : DomainEvent;

/// <summary>A release that this one follows was executed.</summary>
/// <param name="Release">The release.</param>
/// <param name="Preceding">The one that it follows.</param>
/// <param name="Met">The conditions that it meets, from when on.</param>
[EventName("asset_release_preceding_executed.v1")]
public sealed record AssetReleasePrecedingExecuted(ReleaseId Release, ReleaseId Preceding, ImmutableArray<MetCondition> Met) : DomainEvent;

/// <summary>A release that this one follows was cancelled: that condition will not be met.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Preceding">The one that it follows.</param>
[EventName("asset_release_preceding_canceled.v1")]
public sealed record AssetReleasePrecedingCanceled(ReleaseId Release, UserId Owner, ReleaseId Preceding) : DomainEvent;

/// <summary>A receiver of a release that is claimed in turn was passed over.</summary>
[EventName("asset_release_passed_over.v1")]
public sealed record AssetReleasePassedOver(ReleaseId Release, UserId Owner, UserId Receiver, PassReason Reason) : DomainEvent;

/// <summary>Nobody has claimed a release in turn, and nobody is left to pass it to: the last one can go on to claim it.</summary>
[EventName("asset_release_unclaimed.v1")]
public sealed record AssetReleaseUnclaimed(ReleaseId Release, UserId Owner) : DomainEvent;

/// <summary>A release has ended while an attempt to reach its owner was under way.</summary>
/// <param name="Release">The release.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="WasExecuted">Whether it was executed; else it was cancelled.</param>
[EventName("asset_release_ended_in_attempt.v1")]
public sealed record AssetReleaseEndedInAttempt(ReleaseId Release, AttemptId Attempt, bool WasExecuted) : DomainEvent;

/// <summary>An attempt to reach the owner of a release has ended without a release.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Receivers">Who would have received.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="WasAnnounced">Whether the receivers had been told that they could claim it, and cannot now.</param>
[EventName("asset_release_halted.v1")]
public sealed record AssetReleaseHalted(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Receivers, AttemptId Attempt, bool WasAnnounced) : DomainEvent
{
    /// <summary>True when keepers took back the words that it began for, else null.</summary>
    public bool? IsWithdrawn { get; init; }
}

/// <summary>A release was executed: its assets are to be delivered to its receivers.</summary>
[EventName("asset_released.v1")]
public sealed record AssetReleased(ReleaseId Release, ReleaseType ReleaseType, BequestType Bequest, UserId Owner, ImmutableArray<UserId> Receivers, ImmutableArray<AssetId> Assets) : DomainEvent
{
    /// <summary>A user id, or <see cref="AssetRelease.Keepem"/>.</summary>
    public string By { get; init; } = AssetRelease.Keepem;

    /// <summary>The conditions that were met, with what showed it.</summary>
    public ImmutableArray<MetCondition> Met { get; init; } = [];
}

/// <summary>One asset of an executed release could not be delivered.</summary>
[EventName("asset_delivery_failed.v1")]
public sealed record AssetDeliveryFailed(ReleaseId Release, AssetId Asset) : DomainEvent;

/// <summary>The last asset of an executed release was delivered, or failed.</summary>
[EventName("asset_release_delivered.v1")]
public sealed record AssetReleaseDelivered(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Receivers, ImmutableArray<AssetId> Delivered, ImmutableArray<AssetId> Failed) : DomainEvent;

/// <summary>The owner wants back what an executed release brought others, as far as it was not downloaded.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose release it is.</param>
/// <param name="Receivers">Whom it brought something; never the owner.</param>
/// <param name="Assets">What it delivered, or was about to.</param>
[EventName("asset_release_revoked.v1")]
public sealed record AssetReleaseRevoked(ReleaseId Release, UserId Owner, ImmutableArray<UserId> Receivers, ImmutableArray<AssetId> Assets) : DomainEvent;

/// <summary>An asset of a revoked release came back, or had not been delivered; of copies, some were shredded.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose release it is.</param>
/// <param name="Asset">The asset.</param>
/// <param name="From">Who had it, and has it no more; nobody, when it had not been delivered.</param>
[EventName("asset_taken_back.v1")]
public sealed record AssetTakenBack(ReleaseId Release, UserId Owner, AssetId Asset, ImmutableArray<UserId> From) : DomainEvent;

/// <summary>An asset of a revoked release, or some copy of it, stays with somebody.</summary>
[EventName("asset_not_taken_back.v1")]
public sealed record AssetNotTakenBack(ReleaseId Release, UserId Owner, AssetId Asset, RevocationResult Reason) : DomainEvent;

/// <summary>What became of each asset of a revoked release is known.</summary>
/// <param name="Release">The release.</param>
/// <param name="Owner">Whose release it is.</param>
/// <param name="TakenFrom">Who had something, and has it no more.</param>
/// <param name="TakenBack">The assets that nobody has by the release.</param>
/// <param name="NotTakenBack">The others.</param>
[EventName("asset_release_revocation_settled.v1")]
public sealed record AssetReleaseRevocationSettled(ReleaseId Release, UserId Owner, ImmutableArray<UserId> TakenFrom, ImmutableArray<AssetId> TakenBack, ImmutableArray<AssetId> NotTakenBack) : DomainEvent;
