using System.Collections.Frozen;
using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Removal;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.ServiceBus;

namespace Kpm.Functions.Queues;

/// <summary>Which reactions an event starts.</summary>
internal static class EventRouting
{
    private static readonly FrozenDictionary<string, string[]> Queues = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [CloudEvent.TypeOf<UserRegistered>()] = [QueueNames.UsersConfirmClaims, QueueNames.UsersWelcome, QueueNames.UsersProject],
        [CloudEvent.TypeOf<UserInvited>()] = [QueueNames.InvitationsTakeUp],
        [CloudEvent.TypeOf<UserActivated>()] = [QueueNames.UsersRequestKeepOfReferrer, QueueNames.UsersAccountReady, QueueNames.UsersProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<UserProfileChanged>()] = [QueueNames.UsersProject, QueueNames.KeepsProjectOfUser, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<SessionsEnded>()] = [QueueNames.UsersEndSessions],
        [CloudEvent.TypeOf<SessionStarted>()] = [QueueNames.UsersTellLogIn],
        [CloudEvent.TypeOf<PasswordChanged>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<EmailChangeRequested>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<EmailChanged>()] = [QueueNames.UsersTell, QueueNames.UsersMoveEmailClaim, QueueNames.UsersProject, QueueNames.KeepsProjectOfUser, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<UserUnreachable>()] = [QueueNames.KeepsProjectOfUser, QueueNames.ReleasesTellOwners, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<UserReachable>()] = [QueueNames.KeepsProjectOfUser, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<SecondFactorAdded>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<SecondFactorRemoved>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<RecoveryCodesMade>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<RecoveryCodeUsed>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<PasskeyAdded>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<PasskeyRemoved>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<PasskeySuspected>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<UserReminderAdded>()] = [],
        [CloudEvent.TypeOf<UserReminderRemoved>()] = [],
        [CloudEvent.TypeOf<UserReminderDue>()] = [QueueNames.UsersPushReminder],
        [CloudEvent.TypeOf<UserDisabled>()] = [QueueNames.UsersProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<UserClosingRequested>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<UserClosingCancelled>()] = [QueueNames.UsersTell],
        [CloudEvent.TypeOf<UserRemoved>()] = [QueueNames.UsersStartRemoval, QueueNames.UsersProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<UserErased>()] = [QueueNames.UsersProject, QueueNames.KeepsProjectOfUser, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<RemovalStarted>()] = [QueueNames.UsersAdvanceRemoval],
        [CloudEvent.TypeOf<KeyRotationStarted>()] = [QueueNames.KeysAdvanceRotation, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<KeepRequested>()] = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim, QueueNames.KeepsTell, QueueNames.KeepsPush],
        [CloudEvent.TypeOf<KeepAccepted>()] = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim, QueueNames.KeepsTell, QueueNames.KeepsPush, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<KeepDeclined>()] = [QueueNames.KeepsProject, QueueNames.KeepsTrackClaim, QueueNames.ReleasesTellOwners, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetDeclared>()] = [QueueNames.AssetsProject],
        [CloudEvent.TypeOf<AssetCreated>()] = [QueueNames.AssetsProject, QueueNames.AssetsMakePicture],
        [CloudEvent.TypeOf<AssetPictured>()] = [QueueNames.AssetsProject],
        [CloudEvent.TypeOf<AssetUpdated>()] = [QueueNames.AssetsProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetTrashed>()] = [QueueNames.AssetsProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetRestored>()] = [QueueNames.AssetsProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetDiscarded>()] = [QueueNames.AssetsShred],
        [CloudEvent.TypeOf<AssetRemoved>()] = [QueueNames.AssetsProject, QueueNames.AssetsDeleteFiles, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetHeld>()] = [QueueNames.AssetsProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetLetGo>()] = [QueueNames.AssetsProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetOwnershipChanged>()] = [QueueNames.AssetsProject, QueueNames.ReleasesCollectDelivery, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<UploadCompleted>()] = [QueueNames.UploadsVerify],
        [CloudEvent.TypeOf<RehearsalRequested>()] = [QueueNames.RehearsalsRun],
        [CloudEvent.TypeOf<ExportRequested>()] = [QueueNames.ExportsMake],
        [CloudEvent.TypeOf<ExportReady>()] = [QueueNames.ExportsTell],
        [CloudEvent.TypeOf<ExportEnded>()] = [QueueNames.ExportsCheck],
        [CloudEvent.TypeOf<AssetReleaseScheduled>()] = [QueueNames.ReleasesTakeHolds, QueueNames.ReleasesProject, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetReleaseHoldsConfirmed>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseForetold>()] = [QueueNames.ReleasesTell],
        [CloudEvent.TypeOf<AssetReleaseClaimable>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesPush, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseCanceled>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesPush, QueueNames.ReleasesLetGo, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseReceiverRemoved>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseRevised>()] = [QueueNames.ReleasesTakeHolds, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseInvitationsChanged>()] = [QueueNames.InvitationsFollowRelease],
        [CloudEvent.TypeOf<AssetReleaseInvitedPassedOver>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseInvitedDue>()] = [QueueNames.ReleasesProject, QueueNames.InvitationsFollowRelease, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseReceiverAdmitted>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<InvitationAccepted>()] = [QueueNames.InvitationsJoin],
        [CloudEvent.TypeOf<InvitationFulfilled>()] = [QueueNames.ReleasesAdmit],
        [CloudEvent.TypeOf<AssetReleasePlaceFound>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleased>()] = [QueueNames.ReleasesStartDelivery, QueueNames.ReleasesProject, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetReleaseKeepersChosen>()] = [QueueNames.AttemptsTell],
        [CloudEvent.TypeOf<AssetReleaseAttested>()] = [QueueNames.AttemptsTell, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetReleaseAttestationWithdrawn>()] = [QueueNames.AttemptsTell, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetReleaseAttestationsRefuted>()] = [QueueNames.AttemptsTell],
        [CloudEvent.TypeOf<AssetReleaseAttemptDue>()] = [QueueNames.AttemptsBegin, QueueNames.ReleasesProject],
        [CloudEvent.TypeOf<AssetReleaseEndedInAttempt>()] = [QueueNames.AttemptsEnd],
        [CloudEvent.TypeOf<AssetReleaseSilenceMet>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseHalted>()] = [QueueNames.AttemptsEnd, QueueNames.ReleasesTell, QueueNames.ReleasesPush, QueueNames.ReleasesProject, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseFollows>()] = [QueueNames.ReleasesFollow],
        [CloudEvent.TypeOf<AssetReleaseStepEnded>()] = [QueueNames.ReleasesFollow],
        [CloudEvent.TypeOf<AssetReleasePrecedingExecuted>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleasePrecedingCanceled>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleasePassedOver>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.RehearsalsMarkStale],
        [CloudEvent.TypeOf<AssetReleaseUnclaimed>()] = [QueueNames.ReleasesTell, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<ReleaseAttemptBegun>()] = [QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<ReleaseAttemptAdvanced>()] = [QueueNames.AttemptsTell],
        [CloudEvent.TypeOf<ReleaseAttemptPaused>()] = [QueueNames.AttemptsTell, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<ReleaseAttemptMet>()] = [QueueNames.AttemptsFollow],
        [CloudEvent.TypeOf<ReleaseAttemptEnded>()] = [QueueNames.AttemptsFollow, QueueNames.AttemptsTell, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<SignOfLifeGiven>()] = [QueueNames.AttemptsEnd],
        [CloudEvent.TypeOf<AssetDeliveryFailed>()] = [QueueNames.ReleasesProject, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetReleaseDelivered>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesProject, QueueNames.HistoryAppend, QueueNames.ReceiptsIssue],
        [CloudEvent.TypeOf<AssetReleaseRevoked>()] = [QueueNames.ReleasesStartRevocation, QueueNames.ReleasesProject, QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetTakenBack>()] = [QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetNotTakenBack>()] = [QueueNames.HistoryAppend],
        [CloudEvent.TypeOf<AssetReleaseRevocationSettled>()] = [QueueNames.ReleasesTell, QueueNames.ReleasesPush, QueueNames.ReleasesProject],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The event has no row here: that is a fault of the program, never of the data.</exception>
    public static IReadOnlyList<string> QueuesFor(string eventType) =>
        Queues.TryGetValue(eventType, out var queues) ? queues : throw new InvalidOperationException($"No routing for '{eventType}'.");
}
