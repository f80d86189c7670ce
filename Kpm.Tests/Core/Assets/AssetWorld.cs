using System.Security.Cryptography;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Life;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets;

/// <summary>The whole context over fakes: stores, use cases, reactions, and who reacts to what.</summary>
internal sealed class AssetWorld
{
    public const int QuotaBytes = 1_000;
    public const string Token = "token-1";
    public static readonly Timestamp Now = new(1_800_000_000_000);
    public static readonly UserId Ana = User(1);
    public static readonly UserId Ben = User(2);
    public static readonly UserId Cleo = User(3);

    private int _attempts;

    public AssetWorld()
    {
        var holds = new AssetHolds(Assets, Releases);
        CreateAsset = new CreateAssetHandler(Assets, Quota, Keeps, Sealer, new CoOwnerPolicy(AllowAny: false));
        Upload = new UploadAssetFileHandler(new UploadAdmission(Assets, Sealer), Uploads, new FileCommit(Assets), Quota, Vault, new UploadLimits(QuotaBytes));
        Schedule = new ScheduleReleaseHandler(Releases, Assets, ReleaseRows, Keeps, Sealer);
        Revise = new ReviseReleaseHandler(Releases, Assets, Keeps, Sealer);
        Trigger = new TriggerReleaseHandler(Releases, Keeps, Silence, Sealer);
        Cancel = new CancelReleaseHandler(Releases);
        TakeHolds = new TakeHolds(Releases, holds, Clock);
        LetGoHolds = new LetGoHolds(Releases, holds, Clock);
        StartDelivery = new StartDelivery(Deliveries);
        Deliver = new DeliverAssetHandler(Releases, Assets, new AssetHandover(Sealer, Clock), new AssetCopies(Assets, Sealer, Vault, Clock), Clock);
        CollectDelivery = new CollectDelivery(Releases, Clock);
        Revoke = new RevokeReleaseHandler(Releases);
        StartRevocation = new StartRevocation(Revocations);
        RevokeAsset = new RevokeAssetHandler(Releases, Assets, Sealer, new RevokeCopies(Assets, Clock), Clock);
        Open = new OpenAssetFileHandler(Assets, Sealer, Vault, new FakeVaultReports());
        CheckDue = new CheckDueReleaseHandler(Releases, Keeps, Silence, Clock);
        ProjectAsset = new ProjectAsset(Assets, Sealer, AssetRows, AssetRows, Directory);
        ProjectRelease = new ProjectRelease(Releases, Sealer, ReleaseRows, ReleaseDirectory);
    }

    public InMemoryAssets Assets { get; } = new();

    public InMemoryReleases Releases { get; } = new();

    public InMemoryRehearsals Rehearsals { get; } = new();

    public InMemoryUploads Uploads { get; } = new();

    public FakeSealer Sealer { get; } = new();

    public FakeFileVault Vault { get; } = new();

    public FakeQuota Quota { get; } = new(QuotaBytes);

    public FakeKeeps Keeps { get; } = new();

    public SilenceDesk Silence { get; } = new(new InMemorySignsOfLife(), new RecentSigns());

    public FakeClock Clock { get; } = new(Now);

    public FakeWorkQueue<DeliverAsset> Deliveries { get; } = new();

    public FakeWorkQueue<RevokeAsset> Revocations { get; } = new();

    public FakeAssetRows AssetRows { get; } = new();

    public FakeReleaseRows ReleaseRows { get; } = new();

    public InMemoryAssetDirectory Directory { get; } = new();

    public FakeReleaseDirectory ReleaseDirectory { get; } = new();

    public CreateAssetHandler CreateAsset { get; }

    public UploadAssetFileHandler Upload { get; }

    public ScheduleReleaseHandler Schedule { get; }

    public ReviseReleaseHandler Revise { get; }

    public TriggerReleaseHandler Trigger { get; }

    public CancelReleaseHandler Cancel { get; }

    public TakeHolds TakeHolds { get; }

    public LetGoHolds LetGoHolds { get; }

    public StartDelivery StartDelivery { get; }

    public DeliverAssetHandler Deliver { get; }

    public CollectDelivery CollectDelivery { get; }

    public RevokeReleaseHandler Revoke { get; }

    public StartRevocation StartRevocation { get; }

    public RevokeAssetHandler RevokeAsset { get; }

    public OpenAssetFileHandler Open { get; }

    public CheckDueReleaseHandler CheckDue { get; }

    public ProjectAsset ProjectAsset { get; }

    public ProjectRelease ProjectRelease { get; }

    public static UserId User(int number) => new(new Guid(number, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static AssetId AssetNo(int number) => new(new Guid(number, 2, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static ReleaseId ReleaseNo(int number) => new(new Guid(number, 3, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static AssetDraft Draft(params UserId[] owners) => new()
    {
        Title = "First steps",
        Description = "In the garden",
        FileName = "steps.jpg",
        FileType = "image/jpeg",
        FileSizeBytes = 3,
        Owners = owners,
    };

    public static NewAsset Facts(params UserId[] owners) => NewAsset.Check(Draft(owners), owners[0], new UploadLimits(QuotaBytes)).Value;

    /// <summary>A transfer that can be claimed after the date.</summary>
    public static ReleasePlan Plan(AssetId[] assets, UserId[] receivers, long? date = 1) =>
        Plan(ReleaseType.Transfer, new ReleaseDraft { Name = "For you", Assets = assets, Receivers = receivers, ScheduledDate = date });

    public static ReleasePlan Plan(ReleaseType type, ReleaseDraft draft, UserId? owner = null) => ReleasePlan.Check(type, draft, owner ?? Ana, Now).Value;

    /// <summary>Everything that an event starts.</summary>
    public IEnumerable<Func<Task>> ReactionsTo(DomainEvent happened) => happened switch
    {
        AssetReleaseScheduled e => [() => TakeHolds.HandleAsync(e.Release, default), () => ProjectAsync(e.Release)],
        AssetReleaseRevised e => [() => TakeHolds.HandleAsync(e.Release, default), () => ProjectRelease.HandleAsync(e.Release, e.RemovedReceivers, e.RemovedKeepers ?? [], default)],
        AssetReleaseReceiverRemoved e => [() => ProjectAsync(e.Release, e.Receiver)],
        AssetReleaseCanceled e => [() => LetGoHolds.HandleAsync(e, default), () => ProjectAsync(e.Release)],
        AssetReleased e => [() => StartDelivery.HandleAsync(e, default), () => ProjectAsync(e.Release)],
        AssetReleaseFollows or AssetReleaseStepEnded => [() => new FollowSteps(Releases, Clock).HandleAsync(happened, default)],
        AssetReleaseRevoked e => [() => StartRevocation.HandleAsync(e, default), () => ProjectAsync(e.Release)],
        AssetOwnershipChanged e => [() => CollectDelivery.HandleAsync(e, default), () => ProjectAsset.HandleAsync(e, default)],
        AssetDiscarded e => [() => new ShredAssetHandler(Assets, Clock).HandleAsync(new ShredAsset(e.Asset), default)],
        AssetRemoved e => [() => new DeleteFiles(Vault).HandleAsync(e, default), () => ProjectAsset.HandleAsync(e.Asset, default)],
        AssetDeclared or AssetCreated or AssetPictured or AssetUpdated or AssetTrashed or AssetRestored or AssetHeld or AssetLetGo => [() => ProjectAsset.HandleAsync(EntityId.Parse<AssetId>(happened.AggregateId), default)],
        _ => [() => ProjectAsync(EntityId.Parse<ReleaseId>(happened.AggregateId))],
    };

    /// <summary>An active asset with a file of three bytes.</summary>
    public Asset AddActiveAsset(int number, params UserId[] owners)
    {
        var asset = NewPendingAsset(number, owners);
        var file = new SealedFile($"{FileAttempt.FolderOf(asset.Id)}file-{number}.enc", 3, Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), "fake");
        asset.CommitUpload(file, Token, Now).IsFailure.Should().BeFalse();
        Vault.Blobs[file.Location] = [1, 2, 3];
        Assets.Put(asset);
        return Assets[asset.Id];
    }

    /// <summary>An asset that waits for its file.</summary>
    public Asset AddPendingAsset(int number, params UserId[] owners)
    {
        var asset = NewPendingAsset(number, owners);
        Assets.Put(asset);
        Quota.Used[(owners[0], asset.Id)] = asset.State.DeclaredSizeBytes;
        return Assets[asset.Id];
    }

    /// <summary>A transfer by Ana to Ben, unless others are named, that can be claimed as soon as its assets are held.</summary>
    public Task<Result> ScheduleAsync(int number, AssetId[] assets, UserId? owner = null, UserId[]? receivers = null, long? date = 1) =>
        ScheduleAsync(number, Plan(assets, receivers ?? [Ben], date), owner);

    public Task<Result> ScheduleAsync(int number, ReleasePlan plan, UserId? owner = null) =>
        Schedule.HandleAsync(new ScheduleRelease(ReleaseNo(number), owner ?? Ana, plan, Clock.Now), default);

    public Task<Result> ReviseAsync(int number, ReleaseDraft changes, long? expectedVersion = null) =>
        Revise.HandleAsync(new ReviseRelease(ReleaseNo(number), Ana, changes, expectedVersion, Clock.Now), default);

    /// <summary>Time passes, a timer looks at a release, and all that follows happens.</summary>
    public async Task PassAsync(int release, TimeSpan time)
    {
        Clock.Now += time;
        await CheckAsync(release);
        await SettleAsync();
    }

    /// <summary>What the timer starts when a release is due; nothing when it is not.</summary>
    public async Task CheckAsync(int number)
    {
        if (Releases[ReleaseNo(number)].State.NextCheckAt is { } due && due <= Clock.Now) await CheckDue.HandleAsync(new CheckDueRelease(ReleaseNo(number), due), default);
    }

    public Task<Result> TriggerAsync(int number, UserId by, string? place = null) => Trigger.HandleAsync(new TriggerRelease(ReleaseNo(number), by, place, Clock.Now), default);

    public Task DeliverAsync(DeliverAsset work) => Deliver.HandleAsync(work, new Guid(++_attempts, 9, 0, [0, 0, 0, 0, 0, 0, 0, 0]), default);

    public Task<Result> RevokeAsync(int number, UserId by) => Revoke.HandleAsync(new RevokeRelease(ReleaseNo(number), by, Clock.Now), default);

    public Task RevokeAsync(RevokeAsset work) => RevokeAsset.HandleAsync(work, default);

    /// <summary>What somebody is given to read, who asks for the bytes of a file.</summary>
    public Task<Result<OpenedFile>> DownloadAsync(AssetId asset, UserId by) => Open.HandleAsync(new OpenAssetFile(asset, by, Clock.Now), default);

    private Task ProjectAsync(ReleaseId release, params UserId[] removed) => ProjectRelease.HandleAsync(release, [.. removed], [], default);

    public Task<Result> CancelAsync(int number, UserId by, long? expectedVersion = null) =>
        Cancel.HandleAsync(new CancelRelease(ReleaseNo(number), by, expectedVersion, Clock.Now), default);

    /// <summary>Runs every reaction to every event, in order, until nothing happens any more.</summary>
    public async Task SettleAsync()
    {
        for (var (assetEvents, releaseEvents, works, revocations) = (0, 0, 0, 0); ;)
        {
            if (releaseEvents < Releases.Events.Count) foreach (var react in ReactionsTo(Releases.Events[releaseEvents++])) await react();
            else if (assetEvents < Assets.Events.Count) foreach (var react in ReactionsTo(Assets.Events[assetEvents++])) await react();
            else if (works < Deliveries.Sent.Count) await DeliverAsync(Deliveries.Sent[works++].Work);
            else if (revocations < Revocations.Sent.Count) await RevokeAsync(Revocations.Sent[revocations++].Work);
            else return;
        }
    }

    private Asset NewPendingAsset(int number, UserId[] owners)
    {
        var id = AssetNo(number);
        var facts = Facts(owners);
        var content = Sealer.SealAsync(Asset.RecordOf(id), facts.Content, facts.Owners, default).Result; // the fake answers at once
        return Asset.Create(id, owners[0], facts, content, Now).Value;
    }
}
