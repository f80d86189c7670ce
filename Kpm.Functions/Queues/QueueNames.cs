namespace Kpm.Functions.Queues;

/// <summary>One queue per reaction. The same names stand in <c>infra/topology.json</c>.</summary>
internal static class QueueNames
{
    public const string Emails = "emails";
    public const string EmailsOutcome = "emails-outcome";
    public const string Pushes = "pushes";

    public const string UsersConfirmClaims = "users-confirm-claims";
    public const string UsersWelcome = "users-welcome";
    public const string UsersAccountReady = "users-account-ready";
    public const string UsersRequestKeepOfReferrer = "users-request-keep-of-referrer";
    public const string UsersTell = "users-tell";
    public const string UsersTellLogIn = "users-tell-log-in";
    public const string UsersEndSessions = "users-end-sessions";
    public const string UsersMoveEmailClaim = "users-move-email-claim";
    public const string UsersMailLink = "users-mail-link";
    public const string UsersStartRemoval = "users-start-removal";
    public const string UsersCloseAccount = "users-close-account";
    public const string UsersAdvanceRemoval = "users-advance-removal";
    public const string UsersProject = "users-project";
    public const string UsersRemind = "users-remind";
    public const string UsersPushReminder = "users-push-reminder";
    public const string KeepsProject = "keeps-project";
    public const string KeepsProjectOfUser = "keeps-project-of-user";
    public const string KeepsTrackClaim = "keeps-track-claim";
    public const string KeepsTell = "keeps-tell";
    public const string KeepsPush = "keeps-push";
    public const string ProjectionsRebuild = "projections-rebuild";
    public const string ProjectionsRebuildRows = "projections-rebuild-rows";
    public const string EventsReplay = "events-replay";
    public const string KeysRewrap = "keys-rewrap";
    public const string KeysAdvanceRotation = "keys-advance-rotation";

    public const string AssetsProject = "assets-project";
    public const string AssetsDeliver = "assets-deliver";
    public const string AssetsRevoke = "assets-revoke";
    public const string AssetsMakePicture = "assets-make-picture";
    public const string AssetsShred = "assets-shred";
    public const string AssetsDeleteFiles = "assets-delete-files";
    public const string AssetsSweepOrphans = "assets-sweep-orphans";
    public const string UploadsVerify = "uploads-verify";
    public const string UploadsCheck = "uploads-check";
    public const string ReleasesTell = "releases-tell";
    public const string ReleasesTellOwners = "releases-tell-owners";
    public const string ReleasesPush = "releases-push";
    public const string ReleasesProject = "releases-project";
    public const string ReleasesTakeHolds = "releases-take-holds";
    public const string ReleasesLetGo = "releases-let-go";
    public const string ReleasesStartDelivery = "releases-start-delivery";
    public const string ReleasesCollectDelivery = "releases-collect-delivery";
    public const string ReleasesStartRevocation = "releases-start-revocation";
    public const string ReleasesFollow = "releases-follow";
    public const string ReleasesCheck = "releases-check";

    public const string ReleasesAdmit = "releases-admit";

    public const string AttemptsBegin = "attempts-begin";
    public const string AttemptsCheck = "attempts-check";
    public const string AttemptsEnd = "attempts-end";
    public const string AttemptsFollow = "attempts-follow";
    public const string AttemptsTell = "attempts-tell";

    public const string RehearsalsRun = "rehearsals-run";
    public const string RehearsalsMarkStale = "rehearsals-mark-stale";
    public const string InvitationsFollowRelease = "invitations-follow-release";
    public const string InvitationsTakeUp = "invitations-take-up";
    public const string InvitationsJoin = "invitations-join";
    public const string InvitationsMail = "invitations-mail";

    public const string HistoryAppend = "history-append";
    public const string HistoryTellKeyUses = "history-tell-key-uses";
    public const string HistorySign = "history-sign";
    public const string ReceiptsIssue = "receipts-issue";

    public const string ExportsMake = "exports-make";
    public const string ExportsCheck = "exports-check";
    public const string ExportsTell = "exports-tell";

    public const string DeadLetter = "/$deadletterqueue";

    /// <summary>The name of the setting that holds the connection.</summary>
    public const string Connection = "ServiceBus";
}
