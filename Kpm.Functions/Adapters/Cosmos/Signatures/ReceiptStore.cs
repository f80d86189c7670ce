using System.Net;
using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Signatures;

/// <summary>Receipts, in container <c>signatures</c>. Nothing deletes them.</summary>
internal sealed class ReceiptStore(Database database) : IReceipts
{
    private readonly Container _container = database.GetContainer("signatures");

    public async Task<StoredReceipt?> FindAsync(ReleaseId release, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(ReceiptDocument.DocumentId, PartitionOf(release), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<ReceiptDocument>(response.Content, KpmJson.Options, cancellationToken))!.ToReceipt();
    }

    public async Task AddAsync(StoredReceipt receipt, CancellationToken cancellationToken)
    {
        using var document = Serialize(receipt);
        using var response = await _container.CreateItemStreamAsync(document, PartitionOf(receipt.Release), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.Conflict) response.EnsureSuccessStatusCode();
    }

    public async Task MarkToldAsync(StoredReceipt receipt, CancellationToken cancellationToken)
    {
        using var document = Serialize(receipt with { Secret = [] });
        using var response = await _container.ReplaceItemStreamAsync(document, ReceiptDocument.DocumentId, PartitionOf(receipt.Release), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static PartitionKey PartitionOf(ReleaseId release) => new(release.ToString());

    private static MemoryStream Serialize(StoredReceipt receipt) => new(JsonSerializer.SerializeToUtf8Bytes(ReceiptDocument.Of(receipt), KpmJson.Options));
}
