using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <content>Assets, releases and their histories.</content>
internal sealed partial class DeadLetterQueues
{
    [Function("DeadLetterAssetsProject")]
    public Task AssetsProjectAsync([ServiceBusTrigger(QueueNames.AssetsProject + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsProject, message, cancellationToken);

    [Function("DeadLetterAssetsDeliver")]
    public Task AssetsDeliverAsync([ServiceBusTrigger(QueueNames.AssetsDeliver + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsDeliver, message, cancellationToken);

    [Function("DeadLetterAssetsRevoke")]
    public Task AssetsRevokeAsync([ServiceBusTrigger(QueueNames.AssetsRevoke + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsRevoke, message, cancellationToken);

    [Function("DeadLetterAssetsMakePicture")]
    public Task AssetsMakePictureAsync([ServiceBusTrigger(QueueNames.AssetsMakePicture + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsMakePicture, message, cancellationToken);

    [Function("DeadLetterAssetsShred")]
    public Task AssetsShredAsync([ServiceBusTrigger(QueueNames.AssetsShred + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsShred, message, cancellationToken);

    [Function("DeadLetterAssetsDeleteFiles")]
    public Task AssetsDeleteFilesAsync([ServiceBusTrigger(QueueNames.AssetsDeleteFiles + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsDeleteFiles, message, cancellationToken);

    [Function("DeadLetterAssetsSweepOrphans")]
    public Task AssetsSweepOrphansAsync([ServiceBusTrigger(QueueNames.AssetsSweepOrphans + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AssetsSweepOrphans, message, cancellationToken);

    [Function("DeadLetterUploadsVerify")]
    public Task UploadsVerifyAsync([ServiceBusTrigger(QueueNames.UploadsVerify + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UploadsVerify, message, cancellationToken);

    [Function("DeadLetterUploadsCheck")]
    public Task UploadsCheckAsync([ServiceBusTrigger(QueueNames.UploadsCheck + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.UploadsCheck, message, cancellationToken);

    [Function("DeadLetterReleasesTell")]
    public Task ReleasesTellAsync([ServiceBusTrigger(QueueNames.ReleasesTell + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesTell, message, cancellationToken);

    [Function("DeadLetterReleasesTellOwners")]
    public Task ReleasesTellOwnersAsync([ServiceBusTrigger(QueueNames.ReleasesTellOwners + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesTellOwners, message, cancellationToken);

    [Function("DeadLetterReleasesPush")]
    public Task ReleasesPushAsync([ServiceBusTrigger(QueueNames.ReleasesPush + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesPush, message, cancellationToken);

    [Function("DeadLetterReleasesProject")]
    public Task ReleasesProjectAsync([ServiceBusTrigger(QueueNames.ReleasesProject + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesProject, message, cancellationToken);

    [Function("DeadLetterReleasesTakeHolds")]
    public Task ReleasesTakeHoldsAsync([ServiceBusTrigger(QueueNames.ReleasesTakeHolds + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesTakeHolds, message, cancellationToken);

    [Function("DeadLetterReleasesLetGo")]
    public Task ReleasesLetGoAsync([ServiceBusTrigger(QueueNames.ReleasesLetGo + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesLetGo, message, cancellationToken);

    [Function("DeadLetterReleasesStartDelivery")]
    public Task ReleasesStartDeliveryAsync([ServiceBusTrigger(QueueNames.ReleasesStartDelivery + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesStartDelivery, message, cancellationToken);

    [Function("DeadLetterReleasesCollectDelivery")]
    public Task ReleasesCollectDeliveryAsync([ServiceBusTrigger(QueueNames.ReleasesCollectDelivery + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesCollectDelivery, message, cancellationToken);

    [Function("DeadLetterReleasesStartRevocation")]
    public Task ReleasesStartRevocationAsync([ServiceBusTrigger(QueueNames.ReleasesStartRevocation + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesStartRevocation, message, cancellationToken);

    [Function("DeadLetterReleasesFollow")]
    public Task ReleasesFollowAsync([ServiceBusTrigger(QueueNames.ReleasesFollow + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesFollow, message, cancellationToken);

    [Function("DeadLetterReleasesCheck")]
    public Task ReleasesCheckAsync([ServiceBusTrigger(QueueNames.ReleasesCheck + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesCheck, message, cancellationToken);

    [Function("DeadLetterReleasesAdmit")]
    public Task ReleasesAdmitAsync([ServiceBusTrigger(QueueNames.ReleasesAdmit + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReleasesAdmit, message, cancellationToken);

    [Function("DeadLetterAttemptsBegin")]
    public Task AttemptsBeginAsync([ServiceBusTrigger(QueueNames.AttemptsBegin + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AttemptsBegin, message, cancellationToken);

    [Function("DeadLetterAttemptsCheck")]
    public Task AttemptsCheckAsync([ServiceBusTrigger(QueueNames.AttemptsCheck + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AttemptsCheck, message, cancellationToken);

    [Function("DeadLetterAttemptsEnd")]
    public Task AttemptsEndAsync([ServiceBusTrigger(QueueNames.AttemptsEnd + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AttemptsEnd, message, cancellationToken);

    [Function("DeadLetterAttemptsFollow")]
    public Task AttemptsFollowAsync([ServiceBusTrigger(QueueNames.AttemptsFollow + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AttemptsFollow, message, cancellationToken);

    [Function("DeadLetterAttemptsTell")]
    public Task AttemptsTellAsync([ServiceBusTrigger(QueueNames.AttemptsTell + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.AttemptsTell, message, cancellationToken);

    [Function("DeadLetterRehearsalsRun")]
    public Task RehearsalsRunAsync([ServiceBusTrigger(QueueNames.RehearsalsRun + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.RehearsalsRun, message, cancellationToken);

    [Function("DeadLetterRehearsalsMarkStale")]
    public Task RehearsalsMarkStaleAsync([ServiceBusTrigger(QueueNames.RehearsalsMarkStale + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.RehearsalsMarkStale, message, cancellationToken);

    [Function("DeadLetterHistoryAppend")]
    public Task HistoryAppendAsync([ServiceBusTrigger(QueueNames.HistoryAppend + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.HistoryAppend, message, cancellationToken);

    [Function("DeadLetterHistorySign")]
    public Task HistorySignAsync([ServiceBusTrigger(QueueNames.HistorySign + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.HistorySign, message, cancellationToken);

    [Function("DeadLetterHistoryTellKeyUses")]
    public Task HistoryTellKeyUsesAsync([ServiceBusTrigger(QueueNames.HistoryTellKeyUses + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.HistoryTellKeyUses, message, cancellationToken);

    [Function("DeadLetterReceiptsIssue")]
    public Task ReceiptsIssueAsync([ServiceBusTrigger(QueueNames.ReceiptsIssue + QueueNames.DeadLetter, Connection = Connection)] string message, CancellationToken cancellationToken) =>
        RecordAsync(QueueNames.ReceiptsIssue, message, cancellationToken);
}
