using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Fakes;
using static Kpm.Tests.Core.Assets.AssetWorld;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>What a sweep deletes, what it reports, and above all what it leaves.</summary>
public sealed class SweepOrphansTests
{
    private static readonly UploadId Known = new(Guid.CreateVersion7());
    private readonly AssetWorld _world = new();
    private readonly Inventory _inventory;
    private readonly FakeVaultReports _reports = new();
    private readonly InMemoryUploads _uploads = new();
    private readonly FakeWorkQueue<SweepOrphansPage> _pages = new();

    public SweepOrphansTests()
    {
        _inventory = new Inventory(_world);
        _world.Clock.Now = Now + TimeSpan.FromDays(10);
    }

    [Fact]
    public async Task Given_BlobsOfEveryKind_When_Swept_Then_OnlyThoseThatNoAssetNeedsAreDeleted()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        var (inTrash, removed) = (_world.AddActiveAsset(2, Ana), _world.AddActiveAsset(3, Ana));
        await EndAsync(inTrash, removed);
        var folder = FileAttempt.FolderOf(asset.Id);
        string[] needed = [asset.State.File!.Location, inTrash.State.File!.Location, $"{folder}{Known}/00001-a.enc"];
        string[] orphans = [$"{folder}failed-attempt.enc", $"{folder}{Guid.CreateVersion7()}/00001-b.enc", $"{FileAttempt.FolderOf(removed.Id)}file-3.enc", $"{FileAttempt.FolderOf(AssetNo(9))}nobody.enc"];
        foreach (var name in needed.Concat(orphans)) _world.Vault.Blobs[name] = [1];
        var archive = new ExportAttempt(new ExportId(Guid.CreateVersion7()), Guid.CreateVersion7()).Location;
        foreach (var name in new[] { "unknown", archive }) _world.Vault.Blobs[name] = [1];
        _uploads.Put(UploadOf(asset));

        await SweepAsync(OrphanKind.Blobs);

        _world.Vault.Blobs.Keys.Should().BeEquivalentTo([.. needed, "unknown", archive]);
        _reports.Repairs.Should().NotBeEmpty();
        _reports.Repairs.Sum(repair => repair.Count).Should().Be(orphans.Length);
    }

    [Fact]
    public async Task Given_BlobsOfToday_When_Swept_Then_AllStay()
    {
        _inventory.ModifiedTs = _world.Clock.Now - TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1);
        _world.Vault.Blobs[$"{FileAttempt.FolderOf(AssetNo(9))}nobody.enc"] = [1];
        await SweepAsync(OrphanKind.Blobs);
        _world.Vault.Blobs.Should().ContainSingle();
        _reports.Repairs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AnAssetWhoseBlobIsGone_When_Swept_Then_ItIsReported()
    {
        var (lost, _, pending) = (_world.AddActiveAsset(1, Ana), _world.AddActiveAsset(2, Ana), _world.AddPendingAsset(3, Ana));
        _world.Vault.Blobs.Remove(lost.State.File!.Location);
        await SweepAsync(OrphanKind.Assets);
        _reports.Files.Should().Equal((lost.Id, lost.State.File!.Location, IVaultReports.Missing));
        pending.State.File.Should().BeNull();
    }

    [Fact]
    public async Task Given_ReservationsWithAndWithoutAnAsset_When_Swept_Then_OnlyThatOfNothingIsGivenBack()
    {
        var pending = _world.AddPendingAsset(1, Ana);
        _world.Quota.Used[(Ana, AssetNo(9))] = 5;
        await SweepAsync(OrphanKind.Reservations);
        _world.Quota.Used.Keys.Should().Equal((Ana, pending.Id));
        _reports.Repairs.Should().Equal((OrphanKind.Reservations, 1));
    }

    private async Task EndAsync(Asset inTrash, Asset removed)
    {
        inTrash.Remove(Ana, Now);
        await _world.Assets.SaveAsync(inTrash, default);
        removed.GiveUp(Ana, Now);
        await _world.Assets.SaveAsync(removed, default);
    }

    private async Task SweepAsync(OrphanKind kind)
    {
        var handler = new SweepOrphansHandler(_inventory, _inventory, _inventory, _world.Assets, _uploads, _world.Vault, _world.Quota, _reports, _pages, _world.Clock);
        await handler.HandleAsync(new SweepOrphansPage("run", kind, 1, null), default);
        for (var sent = 0; sent < _pages.Sent.Count; sent++) await handler.HandleAsync(_pages.Sent[sent].Work, default);
    }

    private static Upload UploadOf(Asset asset) => Upload.Load(Known, new UploadState { CreatedTs = Now, Asset = asset.Id, Owner = Ana, TokenId = "jti", ExpiresTs = Now + TimeSpan.FromDays(1) }, 1);

    /// <summary>What lies in the fakes, two a page.</summary>
    private sealed class Inventory(AssetWorld world) : IVaultInventory, IIdPages<AssetId>, IReservations
    {
        public Timestamp ModifiedTs { get; set; } = Now;

        Task<BlobPage> IVaultInventory.ReadAsync(string? continuation, CancellationToken cancellationToken)
        {
            var names = world.Vault.Blobs.Keys.Order(StringComparer.Ordinal).Where(name => string.CompareOrdinal(name, continuation) > 0).Take(2).ToList();
            return Task.FromResult(new BlobPage([.. names.Select(name => new StoredBlob(name, ModifiedTs))], names.Count == 2 ? names[^1] : null));
        }

        public Task<bool> ExistsAsync(string location, CancellationToken cancellationToken) => Task.FromResult(world.Vault.Blobs.ContainsKey(location));

        Task<IdPage<AssetId>> IIdPages<AssetId>.ReadAsync(string? continuation, CancellationToken cancellationToken) =>
            Task.FromResult(new IdPage<AssetId>([.. world.Assets.All.Select(asset => asset.Id)], null));

        public Task<IReadOnlyList<(UserId Owner, AssetId Asset)>> FindOlderAsync(Timestamp instant, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<(UserId, AssetId)>>([.. world.Quota.Used.Keys]);
    }
}
