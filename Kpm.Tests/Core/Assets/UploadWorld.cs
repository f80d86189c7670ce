using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets;

/// <summary>Uploads in parts over fakes; sealing is real, so that a mix-up of parts, uploads or assets does not open.</summary>
internal sealed class UploadWorld
{
    public const int MaximumBytes = 30_000;
    public const int QuotaBytes = 20_000;
    public static readonly AssetId AssetOne = AssetWorld.AssetNo(1);
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private readonly InMemoryUserKeys _keys = new();

    public UploadWorld()
    {
        Vault = new InMemoryFileVault(_keys);
        Sealer = new ContentSealer(_keys, JsonSerializerOptions.Web);
        Parts = new InMemoryUploadParts(Uploads);
        var (admission, commit) = (new UploadAdmission(Assets, Sealer), new FileCommit(Assets));
        Open = new OpenUploadHandler(admission, Uploads, new UploadLifetime(Lifetime));
        StorePart = new StoreUploadPartHandler(Uploads, Parts, admission, Vault, new UploadLimits(MaximumBytes));
        Complete = new CompleteUploadHandler(Uploads, Parts, admission, Quota, Vault);
        Abandon = new AbandonUploadHandler(Uploads);
        Verify = new VerifyUploadHandler(Uploads, Assets, commit, Vault, Clock);
        CheckDue = new CheckDueUploadHandler(Uploads, Assets, Vault, Verifications, Clock);
    }

    public InMemoryAssets Assets { get; } = new();

    public InMemoryUploads Uploads { get; } = new();

    public InMemoryUploadParts Parts { get; }

    public InMemoryFileVault Vault { get; }

    public ContentSealer Sealer { get; }

    public FakeQuota Quota { get; } = new(QuotaBytes);

    public FakeClock Clock { get; } = new(AssetWorld.Now);

    public FakeWorkQueue<VerifyUpload> Verifications { get; } = new();

    public OpenUploadHandler Open { get; }

    public StoreUploadPartHandler StorePart { get; }

    public CompleteUploadHandler Complete { get; }

    public AbandonUploadHandler Abandon { get; }

    public VerifyUploadHandler Verify { get; }

    public CheckDueUploadHandler CheckDue { get; }

    /// <summary>An upload of Ana for an asset of hers that waits for its file.</summary>
    public async Task<UploadId> OpenAsync(string token = AssetWorld.Token)
    {
        if (Assets.All.Count == 0) await AddAssetAsync();
        return (await Open.HandleAsync(Opening(token), default)).Value;
    }

    public static OpenUpload Opening(string token = AssetWorld.Token) =>
        new(new UploadRequest(AssetOne, AssetWorld.Ana, new UploadPermit(AssetOne, AssetWorld.Ana, token), "steps.jpg", "image/jpeg", null), AssetWorld.Now);

    public async Task AddAssetAsync()
    {
        var facts = NewAsset.Check(AssetWorld.Draft(AssetWorld.Ana), AssetWorld.Ana, new UploadLimits(MaximumBytes)).Value;
        var content = await Sealer.SealAsync(Asset.RecordOf(AssetOne), facts.Content, facts.Owners, default);
        Assets.Put(Asset.Create(AssetOne, AssetWorld.Ana, facts, content, AssetWorld.Now).Value);
        Quota.Used[(AssetWorld.Ana, AssetOne)] = 3;
    }

    public Task<Result> PutAsync(UploadId upload, int number, byte[] bytes, UserId? by = null, string? sha256 = null) =>
        StorePart.HandleAsync(new StoreUploadPart(AssetOne, upload, by ?? AssetWorld.Ana, number, Guid.CreateVersion7(), new MemoryStream(bytes), sha256, Clock.Now), default);

    public Task<Result> CompleteAsync(UploadId upload, (int Number, byte[] Bytes)[] parts, string? sha256 = null, UserId? by = null)
    {
        var file = DeclaredFile.Check([.. parts.Select(part => new PartDraft(part.Number, DigestOf(part.Bytes)))], sha256).Value;
        return Complete.HandleAsync(new CompleteUpload(AssetOne, upload, by ?? AssetWorld.Ana, file, Guid.CreateVersion7(), Clock.Now), default);
    }

    public Task<Result> AbandonAsync(UploadId upload, UserId? by = null) => Abandon.HandleAsync(new AbandonUpload(AssetOne, upload, by ?? AssetWorld.Ana, Clock.Now), default);

    public Task VerifyAsync(UploadId upload) => Verify.HandleAsync(new VerifyUpload(upload), default);

    /// <summary>Looks at an upload when it is due.</summary>
    public Task CheckWhenDueAsync(UploadId upload)
    {
        var due = Uploads[upload].State.NextCheckAt!.Value;
        if (due > Clock.Now) Clock.Now = due;
        return CheckDue.HandleAsync(new CheckDueUpload(upload, due), default);
    }

    public async Task<byte[]> FileAsync()
    {
        var asset = Assets[AssetOne];
        using var output = new MemoryStream();
        await Vault.ReadAsync(AssetOne, asset.State.File!, asset.State.Sealed, AssetWorld.Ana, 0, asset.State.SizeBytes, output, default);
        return output.ToArray();
    }

    public static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
