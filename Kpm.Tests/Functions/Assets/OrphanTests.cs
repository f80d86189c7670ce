using Azure.Storage.Blobs;
using Kpm.Core.Assets;
using Kpm.Local.Blob;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>What became of blobs without an asset and of assets without a blob.</summary>
[Collection(ApiTests.Name)]
public sealed class OrphanTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly FileToUpload File = FileToUpload.Binary(10);
    private ApiWorld _world = null!;

    private BlobContainerClient Vault => new(BlobPart.ConnectionString(_world.App.Blob.Port), "vault");

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Nothing here is older than three days, so the real sweep must leave all of it; what it would do later is tried below.</summary>
    [Fact]
    public async Task Given_AFileThatIsGone_When_ReadAndSwept_Then_ItIsAFaultThatAnOperatorFinds()
    {
        var (lost, kept) = (await _world.Owner.AddAssetAsync("Lost", File), await _world.Owner.AddAssetAsync("Kept", File));
        using var stored = new StoredDocuments(_world.App);
        var location = (await stored.BlobsAsync(lost)).Single();
        await Vault.GetBlobClient(location).DeleteAsync();
        var stray = Guid.NewGuid().ToString();
        await Vault.GetBlobClient($"{stray[..4]}/{stray}/{Guid.NewGuid()}.enc").UploadAsync(new BinaryData([1]));

        await _world.App.FireAsync("SweepOrphans");
        await Eventually.IsTrueAsync(async () => (await FailuresAsync(stored, lost)).Contains(IVaultReports.Missing), "the report");
        await _world.App.BusOperator.AreDrainedAsync();
        (await FailuresAsync(stored, kept)).Should().BeEmpty();
        (await stored.BlobsAsync(stray)).Should().ContainSingle("it may belong to something that is under way");
        (await _world.Owner.DownloadAsync(kept)).Bytes.Should().Equal(File.Bytes);
        (await _world.Owner.GetAsync($"/assets/{lost}/file")).ShouldBeProblem(500, "internal");
    }

    [Fact]
    public async Task Given_AnAlteredFile_When_Downloaded_Then_TheDamageIsRecorded()
    {
        var asset = await _world.Owner.AddAssetAsync("Altered", File);
        using var stored = new StoredDocuments(_world.App);
        var blob = Vault.GetBlobClient((await stored.BlobsAsync(asset)).Single());
        var bytes = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        bytes[^1] ^= 1;
        await blob.UploadAsync(new BinaryData(bytes), overwrite: true);
        (await _world.Owner.GetAsync($"/assets/{asset}/file")).ShouldBeProblem(500, "internal");
        (await FailuresAsync(stored, asset)).Should().Equal(IVaultReports.Damaged);
    }

    private static async Task<IReadOnlyList<string>> FailuresAsync(StoredDocuments stored, string asset) =>
        [.. (await stored.FailuresAsync()).Where(failure => failure.GetProperty("message").GetString()!.Contains(asset, StringComparison.Ordinal)).Select(failure => failure.GetProperty("code").GetString()!)];
}
