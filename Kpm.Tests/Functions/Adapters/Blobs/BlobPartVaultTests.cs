using Azure.Storage.Blobs.Models;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Blobs;

public sealed class BlobPartVaultTests : PartVaultContract, IClassFixture<AzuriteFixture>
{
    private readonly AzuriteFixture _azurite;
    private readonly BlobFileVault _vault;

    public BlobPartVaultTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _vault = new BlobFileVault(azurite.Container(), UserKeys, FileFormat.FourKibibytes);
    }

    protected override IFileVault Files => _vault;

    protected override IPartVault Parts => _vault;

    protected override int Cases => 25;

    protected override async Task<IReadOnlyList<string>> BlobsAsync(string folder)
    {
        var names = new List<string>();
        await foreach (var blob in _azurite.Container().GetBlobsAsync(new GetBlobsOptions { Prefix = folder })) names.Add(blob.Name);
        return names;
    }

    protected override async Task ReplaceAsync(string location, Func<byte[], byte[]> change)
    {
        var blob = _azurite.Container().GetBlobClient(location);
        var content = await blob.DownloadContentAsync();
        await blob.UploadAsync(BinaryData.FromBytes(change(content.Value.Content.ToArray())), overwrite: true);
    }
}

public sealed class InMemoryPartVaultTests : PartVaultContract
{
    private readonly InMemoryFileVault _vault;

    public InMemoryPartVaultTests() => _vault = new InMemoryFileVault(UserKeys);

    protected override IFileVault Files => _vault;

    protected override IPartVault Parts => _vault;

    protected override int Cases => 200;

    protected override Task<IReadOnlyList<string>> BlobsAsync(string folder) =>
        Task.FromResult<IReadOnlyList<string>>([.. _vault.Blobs.Keys.Where(location => location.StartsWith(folder, StringComparison.Ordinal))]);

    protected override Task ReplaceAsync(string location, Func<byte[], byte[]> change)
    {
        _vault.Blobs[location] = change(_vault.Blobs[location]);
        return Task.CompletedTask;
    }
}
