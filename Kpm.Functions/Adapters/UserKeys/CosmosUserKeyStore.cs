using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Keeps the wrapped user keys in the container <c>keys</c>, which has backups of its own so that erasing holds.</summary>
/// <remarks>Uses the stream calls: the document's form then does not depend on how the client is set up.</remarks>
public sealed class CosmosUserKeyStore(Container container) : IUserKeyStore
{
    public async Task<StoredUserKeys?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        using var response = await container.ReadItemStreamAsync(UserKeyDocument.DocumentId, PartitionOf(owner), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        var document = await JsonSerializer.DeserializeAsync(response.Content, UserKeyJson.Default.UserKeyDocument, cancellationToken);
        return document!.ToStored();
    }

    public async Task<bool> TryCreateAsync(UserId owner, WrappedUserKey first, CancellationToken cancellationToken)
    {
        using var document = Serialize(UserKeyDocument.Living(owner, first));
        using var response = await container.CreateItemStreamAsync(document, PartitionOf(owner), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task EraseAsync(UserId owner, Timestamp at, CancellationToken cancellationToken)
    {
        using var document = Serialize(UserKeyDocument.Erased(owner, at));
        using var response = await container.UpsertItemStreamAsync(document, PartitionOf(owner), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static PartitionKey PartitionOf(UserId owner) => new(owner.ToString());

    private static MemoryStream Serialize(UserKeyDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, UserKeyJson.Default.UserKeyDocument));
}
