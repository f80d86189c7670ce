using Kpm.Core.Shared;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>What failed unexpectedly too often: each dead letter becomes a failure document, one function per queue.</summary>
internal sealed partial class DeadLetterQueues(IFailureLog failures, IClock clock)
{
    private const string Connection = QueueNames.Connection;

    [Function("DeadLetterEmails")]
    public Task EmailsAsync([ServiceBusTrigger(QueueNames.Emails + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.Emails, message, cancellationToken);

    [Function("DeadLetterEmailsOutcome")]
    public Task EmailsOutcomeAsync([ServiceBusTrigger(QueueNames.EmailsOutcome + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.EmailsOutcome, message, cancellationToken);

    [Function("DeadLetterPushes")]
    public Task PushesAsync([ServiceBusTrigger(QueueNames.Pushes + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.Pushes, message, cancellationToken);

    [Function("DeadLetterUsersConfirmClaims")]
    public Task UsersConfirmClaimsAsync([ServiceBusTrigger(QueueNames.UsersConfirmClaims + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersConfirmClaims, message, cancellationToken);

    [Function("DeadLetterUsersWelcome")]
    public Task UsersWelcomeAsync([ServiceBusTrigger(QueueNames.UsersWelcome + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersWelcome, message, cancellationToken);

    [Function("DeadLetterUsersAccountReady")]
    public Task UsersAccountReadyAsync([ServiceBusTrigger(QueueNames.UsersAccountReady + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersAccountReady, message, cancellationToken);

    [Function("DeadLetterUsersRequestKeepOfReferrer")]
    public Task UsersRequestKeepOfReferrerAsync([ServiceBusTrigger(QueueNames.UsersRequestKeepOfReferrer + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersRequestKeepOfReferrer, message, cancellationToken);

    [Function("DeadLetterUsersTell")]
    public Task UsersTellAsync([ServiceBusTrigger(QueueNames.UsersTell + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersTell, message, cancellationToken);

    [Function("DeadLetterUsersTellLogIn")]
    public Task UsersTellLogInAsync([ServiceBusTrigger(QueueNames.UsersTellLogIn + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersTellLogIn, message, cancellationToken);

    [Function("DeadLetterUsersEndSessions")]
    public Task UsersEndSessionsAsync([ServiceBusTrigger(QueueNames.UsersEndSessions + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersEndSessions, message, cancellationToken);

    [Function("DeadLetterUsersMoveEmailClaim")]
    public Task UsersMoveEmailClaimAsync([ServiceBusTrigger(QueueNames.UsersMoveEmailClaim + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersMoveEmailClaim, message, cancellationToken);

    [Function("DeadLetterUsersMailLink")]
    public Task UsersMailLinkAsync([ServiceBusTrigger(QueueNames.UsersMailLink + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersMailLink, message, cancellationToken);

    [Function("DeadLetterUsersStartRemoval")]
    public Task UsersStartRemovalAsync([ServiceBusTrigger(QueueNames.UsersStartRemoval + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersStartRemoval, message, cancellationToken);

    [Function("DeadLetterUsersCloseAccount")]
    public Task UsersCloseAccountAsync([ServiceBusTrigger(QueueNames.UsersCloseAccount + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersCloseAccount, message, cancellationToken);

    [Function("DeadLetterUsersAdvanceRemoval")]
    public Task UsersAdvanceRemovalAsync([ServiceBusTrigger(QueueNames.UsersAdvanceRemoval + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersAdvanceRemoval, message, cancellationToken);

    [Function("DeadLetterUsersProject")]
    public Task UsersProjectAsync([ServiceBusTrigger(QueueNames.UsersProject + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersProject, message, cancellationToken);

    [Function("DeadLetterUsersRemind")]
    public Task UsersRemindAsync([ServiceBusTrigger(QueueNames.UsersRemind + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersRemind, message, cancellationToken);

    [Function("DeadLetterUsersPushReminder")]
    public Task UsersPushReminderAsync([ServiceBusTrigger(QueueNames.UsersPushReminder + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UsersPushReminder, message, cancellationToken);

    [Function("DeadLetterProjectionsRebuild")]
    public Task ProjectionsRebuildAsync([ServiceBusTrigger(QueueNames.ProjectionsRebuild + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ProjectionsRebuild, message, cancellationToken);

    [Function("DeadLetterProjectionsRebuildRows")]
    public Task ProjectionsRebuildRowsAsync([ServiceBusTrigger(QueueNames.ProjectionsRebuildRows + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ProjectionsRebuildRows, message, cancellationToken);

    [Function("DeadLetterEventsReplay")]
    public Task EventsReplayAsync([ServiceBusTrigger(QueueNames.EventsReplay + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.EventsReplay, message, cancellationToken);

    [Function("DeadLetterKeysRewrap")]
    public Task KeysRewrapAsync([ServiceBusTrigger(QueueNames.KeysRewrap + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeysRewrap, message, cancellationToken);

    [Function("DeadLetterKeysAdvanceRotation")]
    public Task KeysAdvanceRotationAsync([ServiceBusTrigger(QueueNames.KeysAdvanceRotation + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeysAdvanceRotation, message, cancellationToken);

    [Function("DeadLetterKeepsProject")]
    public Task KeepsProjectAsync([ServiceBusTrigger(QueueNames.KeepsProject + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeepsProject, message, cancellationToken);

    [Function("DeadLetterKeepsProjectOfUser")]
    public Task KeepsProjectOfUserAsync([ServiceBusTrigger(QueueNames.KeepsProjectOfUser + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeepsProjectOfUser, message, cancellationToken);

    [Function("DeadLetterKeepsTrackClaim")]
    public Task KeepsTrackClaimAsync([ServiceBusTrigger(QueueNames.KeepsTrackClaim + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeepsTrackClaim, message, cancellationToken);

    [Function("DeadLetterKeepsTell")]
    public Task KeepsTellAsync([ServiceBusTrigger(QueueNames.KeepsTell + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeepsTell, message, cancellationToken);

    [Function("DeadLetterKeepsPush")]
    public Task KeepsPushAsync([ServiceBusTrigger(QueueNames.KeepsPush + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.KeepsPush, message, cancellationToken);

    [Function("DeadLetterInvitationsFollowRelease")]
    public Task InvitationsFollowReleaseAsync([ServiceBusTrigger(QueueNames.InvitationsFollowRelease + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.InvitationsFollowRelease, message, cancellationToken);

    [Function("DeadLetterInvitationsTakeUp")]
    public Task InvitationsTakeUpAsync([ServiceBusTrigger(QueueNames.InvitationsTakeUp + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.InvitationsTakeUp, message, cancellationToken);

    [Function("DeadLetterInvitationsJoin")]
    public Task InvitationsJoinAsync([ServiceBusTrigger(QueueNames.InvitationsJoin + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.InvitationsJoin, message, cancellationToken);

    [Function("DeadLetterInvitationsMail")]
    public Task InvitationsMailAsync([ServiceBusTrigger(QueueNames.InvitationsMail + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.InvitationsMail, message, cancellationToken);

    [Function("DeadLetterExportsMake")]
    public Task ExportsMakeAsync([ServiceBusTrigger(QueueNames.ExportsMake + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ExportsMake, message, cancellationToken);

    [Function("DeadLetterExportsCheck")]
    public Task ExportsCheckAsync([ServiceBusTrigger(QueueNames.ExportsCheck + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ExportsCheck, message, cancellationToken);

    [Function("DeadLetterExportsTell")]
    public Task ExportsTellAsync([ServiceBusTrigger(QueueNames.ExportsTell + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ExportsTell, message, cancellationToken);

    private Task RecordAsync(string queue, string message, CancellationToken cancellationToken) =>
        failures.RecordAsync(new Failure(ReceivedEvent.TryParse(message)?.Id ?? MessageDigest.Of(message), queue, "dead_lettered", message, clock.Now), cancellationToken);
}
