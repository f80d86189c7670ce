using Azure.Storage.Blobs;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Lists the container of the vault.</summary>
/// <param name="container">The container <c>vault</c>.</param>
/// <param name="size">The most blobs on a page.</param>
internal sealed class VaultInventory(BlobContainerClient container, int size = VaultInventory.DefaultSize) : IVaultInventory
{
    private const int DefaultSize = 500;

    public async Task<BlobPage> ReadAsync(string? continuation, CancellationToken cancellationToken)
    {
        await foreach (var page in container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(continuation, size))
            return new BlobPage([.. page.Values.Select(blob => new StoredBlob(blob.Name, Timestamp.From(blob.Properties.LastModified!.Value)))], string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
        return new BlobPage([], null);
    }

    public async Task<bool> ExistsAsync(string location, CancellationToken cancellationToken) => await container.GetBlobClient(location).ExistsAsync(cancellationToken);
}
