using Azure.Storage.Blobs;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Functions.Adapters.Cosmos.History;
using Kpm.Functions.Adapters.Cosmos.Signatures;
using Kpm.Functions.Adapters.Pictures;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Functions.Assets;
using Kpm.Functions.Queues;
using Kpm.Functions.Shared;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Composition;

/// <summary>The assets context: assets, files, releases.</summary>
internal static class AssetsRegistration
{
    public static IServiceCollection AddAssets(this IServiceCollection services)
    {
        services.AddSettings<AssetOptions>("Assets");
        return services
            .AddSingleton(provider => new UploadLimits(Options(provider).MaximumUploadBytes))
            .AddSingleton(provider => new UploadLifetime(TimeSpan.FromSeconds(Options(provider).UploadLifetimeSeconds)))
            .AddSingleton(provider => new AssetLimits(Options(provider).QuotaMegabytes * Megabytes.InBytes))
            .AddSingleton(provider => new CoOwnerPolicy(Options(provider).AllowAnyCoOwner))
            .AddSingleton(AssetStore.Mapping).AddSingleton(ReleaseStore.Mapping).AddSingleton(UploadStore.Mapping)
            .AddSingleton<IAssets, AssetStore>()
            .AddSingleton<IReleases, ReleaseStore>()
            .AddSingleton<IUploads, UploadStore>()
            .AddSingleton<IUploadParts, UploadParts>()
            .AddSingleton<OwnerPartition>()
            .AddSingleton<AssetQuota>()
            .AddSingleton<IAssetQuota>(provider => provider.GetRequiredService<AssetQuota>())
            .AddSingleton<IQuotaGrants>(provider => provider.GetRequiredService<AssetQuota>())
            .AddSingleton<IAssetRows, AssetRows>()
            .AddSingleton<IAssetRowRepair, AssetRowRepair>()
            .AddSingleton<IAssetList, AssetList>()
            .AddSingleton<IAssetOverview, AssetOverview>()
            .AddSingleton<IAssetDirectory>(provider => new AssetDirectory(provider.GetRequiredService<Database>()))
            .AddSingleton<IIdPages<ReleaseId>>(provider => new IdPages<ReleaseId>(provider.GetRequiredService<Database>(), ReleaseStore.Mapping.Container, ReleaseStore.Mapping.Type))
            .AddSingleton<ReleaseRows>()
            .AddSingleton<IReleaseRows>(provider => provider.GetRequiredService<ReleaseRows>())
            .AddSingleton<IReleaseList>(provider => provider.GetRequiredService<ReleaseRows>())
            .AddSingleton<IReleaseDirectory>(provider => new ReleaseDirectory(provider.GetRequiredService<Database>()))
            .AddDueWork<ReleaseId, CheckDueRelease>("CheckDueReleases", "releases", (release, due) => new CheckDueRelease(release, due))
            .AddDueWork<AssetId, ShredAsset>("CheckDueAssets", "assets", (asset, _) => new ShredAsset(asset))
            .AddWorkQueue<ShredAsset>(QueueNames.AssetsShred)
            .AddOrphanSweep()
            .AddDueWork<UploadId, CheckDueUpload>("SweepUploads", "uploads", (upload, due) => new CheckDueUpload(upload, due))
            .AddWorkQueue<VerifyUpload>(QueueNames.UploadsVerify)
            .AddWorkQueue<CheckDueUpload>(QueueNames.UploadsCheck)
            .AddWorkQueue<DeliverAsset>(QueueNames.AssetsDeliver)
            .AddWorkQueue<RevokeAsset>(QueueNames.AssetsRevoke)
            .AddWorkQueue<CheckDueRelease>(QueueNames.ReleasesCheck)
            .AddHistory()
            .AddAttempts()
            .AddRehearsals()
            .AddHandlers();
    }

    private static IServiceCollection AddHistory(this IServiceCollection services) => services
        .AddSingleton<IHistoryStore, HistoryStore>()
        .AddSingleton<IHistory, HistoryBook>()
        .AddSingleton<ListMyHistoryHandler>()
        .AddSingleton<RecordHistory>()
        .AddSingleton<KeyUseStore>()
        .AddSingleton<IKeyUses>(provider => provider.GetRequiredService<KeyUseStore>())
        .AddSingleton<IUnwrapLedger>(provider => provider.GetRequiredService<KeyUseStore>())
        .AddSingleton<TellKeyUsesHandler>()
        .AddWorkQueue<TellKeyUses>(QueueNames.HistoryTellKeyUses)
        .AddDueWork<UserId, TellKeyUses>("TellKeyUsesOfDays", "keyUses", (person, due, _) => new TellKeyUses(person, due), _ => DueTime.NextCheckOfPartition)
        .AddSingleton<ISignedHeads, SignedHeadStore>()
        .AddSingleton<SignHistoryHandler>()
        .AddWorkQueue<SignHistory>(QueueNames.HistorySign)
        .AddDueWork<UserId, SignHistory>("SignHistories", "history", (person, _, _) => new SignHistory(person), _ => DueTime.NextCheckOfPartition)
        .AddSingleton<IReceipts, ReceiptStore>()
        .AddSingleton<IssueReceipt>()
        .AddSingleton<ReceiptBundles>()
        .AddSingleton<GetReceiptHandler>()
        .AddSingleton<VerifyMyHistoryHandler>();

    private static IServiceCollection AddAttempts(this IServiceCollection services) => services
        .AddSingleton(AttemptStore.Mapping)
        .AddSingleton<IAttempts, AttemptStore>()
        .AddSingleton<ListAttemptsHandler>()
        .AddSingleton<GetAttemptHandler>()
        .AddSingleton<PauseAttemptHandler>()
        .AddSingleton<AttestReleaseHandler>()
        .AddSingleton<WithdrawAttestationHandler>()
        .AddSingleton<ListAttestationsHandler>()
        .AddSingleton<BeginAttempt>()
        .AddSingleton<CheckDueAttemptHandler>()
        .AddSingleton<EndAttempt>()
        .AddSingleton<FollowAttempt>()
        .AddSingleton<TellAttempt>()
        .AddWorkQueue<CheckDueAttempt>(QueueNames.AttemptsCheck)
        .AddDueWork<AttemptId, CheckDueAttempt>("CheckDueAttempts", "attempts", (attempt, due, release) => new CheckDueAttempt(EntityId.Parse<ReleaseId>(release), attempt, due));

    private static IServiceCollection AddRehearsals(this IServiceCollection services) => services
        .AddSingleton(RehearsalStore.Mapping)
        .AddSingleton<IRehearsals, RehearsalStore>()
        .AddSingleton<RequestRehearsalHandler>()
        .AddSingleton<GetRehearsalHandler>()
        .AddSingleton<ListRehearsalsHandler>()
        .AddSingleton<AssetRehearsal>()
        .AddSingleton<RehearsedPeople>()
        .AddSingleton<RehearsalMails>()
        .AddSingleton<RunRehearsalHandler>()
        .AddSingleton<MarkRehearsalsStale>()
        .AddWorkQueue<RunRehearsal>(QueueNames.RehearsalsRun);

    private static IServiceCollection AddOrphanSweep(this IServiceCollection services) => services
        .AddSingleton<IIdPages<AssetId>>(provider => new IdPages<AssetId>(provider.GetRequiredService<Database>(), AssetStore.Mapping.Container, AssetStore.Mapping.Type))
        .AddSingleton<IVaultInventory>(provider => new VaultInventory(provider.GetRequiredService<BlobContainerClient>()))
        .AddSingleton<IReservations, Reservations>()
        .AddSingleton<IVaultReports, VaultReports>()
        .AddSingleton<SweepOrphansHandler>()
        .AddWorkQueue<SweepOrphansPage>(QueueNames.AssetsSweepOrphans);

    private static IServiceCollection AddHandlers(this IServiceCollection services) => services
        .AddSingleton<CreateAssetHandler>()
        .AddUploadHandlers()
        .AddSingleton<GetAssetHandler>()
        .AddSingleton<OpenAssetFileHandler>()
        .AddSingleton<OpenThumbnailHandler>()
        .AddSingleton<ListMyAssetsHandler>()
        .AddSingleton<ListAssetsHandler>()
        .AddSingleton<GetAssetUsageHandler>()
        .AddSingleton<GetAssetsOfTheWeekHandler>()
        .AddSingleton<GetTagCloudHandler>()
        .AddSingleton<GrantQuotaHandler>()
        .AddSingleton<UpdateAssetHandler>()
        .AddSingleton<RemoveAssetHandler>()
        .AddSingleton<RestoreAssetHandler>()
        .AddSingleton<DiscardAssetHandler>()
        .AddSingleton<IPictureMaker, MagickPictures>()
        .AddSingleton<MakePicture>()
        .AddSingleton<ShredAssetHandler>()
        .AddSingleton<DeleteFiles>()
        .AddSingleton<ScheduleReleaseHandler>()
        .AddSingleton<ReviseReleaseHandler>()
        .AddSingleton<ExplainReleaseHandler>()
        .AddSingleton<GetReleaseHandler>()
        .AddSingleton<TriggerReleaseHandler>()
        .AddSingleton<CancelReleaseHandler>()
        .AddSingleton<ListMyReleasesHandler>()
        .AddSingleton<ListIncomingReleasesHandler>()
        .AddSingleton<ListWatchedReleasesHandler>()
        .AddSingleton<CountIncomingReleasesHandler>()
        .AddSingleton<GetReleaseStatsHandler>()
        .AddSingleton<ListReleasesHandler>()
        .AddSingleton<AssetHolds>()
        .AddSingleton<TakeHolds>()
        .AddSingleton<LetGoHolds>()
        .AddSingleton<StartDelivery>()
        .AddSingleton<AssetCopies>()
        .AddSingleton<AssetHandover>()
        .AddSingleton<DeliverAssetHandler>()
        .AddSingleton<CollectDelivery>()
        .AddRevocation()
        .AddSingleton<ProjectAsset>()
        .AddSingleton<ProjectRelease>()
        .AddSingleton<TellRelease>()
        .AddSingleton<FollowSteps>()
        .AddSingleton<TellOwners>()
        .AddSingleton<CheckDueReleaseHandler>();

    private static IServiceCollection AddRevocation(this IServiceCollection services) => services
        .AddSingleton<RevokeReleaseHandler>()
        .AddSingleton<StartRevocation>()
        .AddSingleton<RevokeCopies>()
        .AddSingleton<RevokeAssetHandler>()
        .AddSingleton<IRevocationReports, RevocationReports>()
        .AddSingleton<IOpenAttempts, OpenAttempts>();

    private static IServiceCollection AddUploadHandlers(this IServiceCollection services) => services
        .AddSingleton<UploadAdmission>()
        .AddSingleton<FileCommit>()
        .AddSingleton<UploadAssetFileHandler>()
        .AddSingleton<OpenUploadHandler>()
        .AddSingleton<StoreUploadPartHandler>()
        .AddSingleton<GetUploadHandler>()
        .AddSingleton<CompleteUploadHandler>()
        .AddSingleton<AbandonUploadHandler>()
        .AddSingleton<VerifyUploadHandler>()
        .AddSingleton<CheckDueUploadHandler>();

    private static AssetOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<AssetOptions>>().Value;
}
