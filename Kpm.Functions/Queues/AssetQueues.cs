using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to assets, and the delivery and the taking back of one asset.</summary>
internal sealed class AssetQueues(QueueWorker worker, ProjectAsset project, DeliverAssetHandler deliver, RevokeAssetHandler revoke, MakePicture makePicture, ShredAssetHandler shred, DeleteFiles deleteFiles, SweepOrphansHandler sweepOrphans)
{
    private static readonly string OwnershipChanged = CloudEvent.TypeOf<AssetOwnershipChanged>();

    [Function("ProjectAsset")]
    public Task ProjectAsync([ServiceBusTrigger(QueueNames.AssetsProject, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        ReceivedEvent.TryParse(message)?.Type == OwnershipChanged
            ? worker.RunAsync<AssetOwnershipChanged>(QueueNames.AssetsProject, message, project.HandleAsync, cancellationToken)
            : worker.RunAsync<AssetEvent>(QueueNames.AssetsProject, message, (happened, token) => project.HandleAsync(happened.Asset, token), cancellationToken);

    [Function("DeliverAsset")]
    public Task DeliverAsync([ServiceBusTrigger(QueueNames.AssetsDeliver, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<DeliverAsset>(QueueNames.AssetsDeliver, message, (work, token) => deliver.HandleAsync(work, Guid.CreateVersion7(), token), cancellationToken);

    [Function("RevokeAsset")]
    public Task RevokeAsync([ServiceBusTrigger(QueueNames.AssetsRevoke, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RevokeAsset>(QueueNames.AssetsRevoke, message, revoke.HandleAsync, cancellationToken);

    [Function("MakePicture")]
    public Task MakePictureAsync([ServiceBusTrigger(QueueNames.AssetsMakePicture, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetCreated>(
            QueueNames.AssetsMakePicture, message, (happened, token) => makePicture.HandleAsync(happened, Guid.CreateVersion7(), token), cancellationToken);

    [Function("ShredAsset")]
    public Task ShredAsync([ServiceBusTrigger(QueueNames.AssetsShred, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ShredAsset>(QueueNames.AssetsShred, message, shred.HandleAsync, cancellationToken);

    [Function("DeleteFiles")]
    public Task DeleteFilesAsync([ServiceBusTrigger(QueueNames.AssetsDeleteFiles, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetRemoved>(QueueNames.AssetsDeleteFiles, message, deleteFiles.HandleAsync, cancellationToken);

    [Function("SweepOrphansPage")]
    public Task SweepOrphansAsync([ServiceBusTrigger(QueueNames.AssetsSweepOrphans, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SweepOrphansPage>(QueueNames.AssetsSweepOrphans, message, sweepOrphans.HandleAsync, cancellationToken);

    /// <summary>What every event of an asset has in common.</summary>
    internal sealed record AssetEvent(AssetId Asset);
}
