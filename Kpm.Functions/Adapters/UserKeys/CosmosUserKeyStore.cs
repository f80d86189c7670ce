using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Keeps the wrapped user keys in the container <c>keys</c>, which has backups of its own so that erasing holds.</summary>
/// <remarks>Uses the stream calls: the document's form then does not depend on how the client is set up.</remarks>
/// <param name="container">The container.</param>
/// <param name="pageSize">The most people on a page.</param>
public sealed class CosmosUserKeyStore(Container container, int pageSize = CosmosUserKeyStore.DefaultPageSize) : IUserKeyStore
{
    private const int DefaultPageSize = 50;

    public async Task<StoredUserKeys?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        using var response = await container.ReadItemStreamAsync(UserKeyDocument.DocumentId, PartitionOf(owner), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        var document = await JsonSerializer.DeserializeAsync(response.Content, UserKeyJson.Default.UserKeyDocument, cancellationToken);
        return document!.ToStored() with { ETag = response.Headers.ETag };
    }

    public async Task<bool> TryCreateAsync(UserId owner, WrappedUserKey first, CancellationToken cancellationToken)
    {
        using var document = Serialize(UserKeyDocument.Living(owner, [first]));
        using var response = await container.CreateItemStreamAsync(document, PartitionOf(owner), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task<bool> TryReplaceAsync(UserId owner, StoredUserKeys current, ImmutableArray<WrappedUserKey> versions, CancellationToken cancellationToken)
    {
        using var document = Serialize(UserKeyDocument.Living(owner, versions));
        using var response = await container.ReplaceItemStreamAsync(
            document, UserKeyDocument.DocumentId, PartitionOf(owner), new ItemRequestOptions { IfMatchEtag = current.ETag }, cancellationToken);
        if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task EraseAsync(UserId owner, Timestamp at, CancellationToken cancellationToken)
    {
        if (await FindAsync(owner, cancellationToken) is { ErasedTs: not null }) return;
        using var document = Serialize(UserKeyDocument.Erased(owner, at));
        using var response = await container.UpsertItemStreamAsync(document, PartitionOf(owner), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task<IdPage<UserId>> PageAsync(string? continuation, CancellationToken cancellationToken)
    {
        using var pages = Query("SELECT c.pk FROM c", continuation, pageSize);
        var (rows, next) = await ReadNextAsync(pages, cancellationToken);
        return new IdPage<UserId>([.. rows.Select(row => EntityId.Parse<UserId>(row.Pk!))], next);
    }

    public async IAsyncEnumerable<string> KeyEncryptionKeyIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var pages = Query("SELECT c.versions FROM c", null, -1);
        while (pages.HasMoreResults)
        {
            var (rows, _) = await ReadNextAsync(pages, cancellationToken);
            foreach (var key in rows.SelectMany(row => row.Versions!)) yield return key.KeyEncryptionKeyId;
        }
    }

    private FeedIterator Query(string text, string? continuation, int size) =>
        container.GetItemQueryStreamIterator(new QueryDefinition(text), continuation, new QueryRequestOptions { MaxItemCount = size });

    private static async Task<(IReadOnlyList<UserKeyPage.Row> Rows, string? Next)> ReadNextAsync(FeedIterator pages, CancellationToken cancellationToken)
    {
        using var response = await pages.ReadNextAsync(cancellationToken);
        response.EnsureSuccessStatusCode();
        var page = await JsonSerializer.DeserializeAsync(response.Content, UserKeyJson.Default.UserKeyPage, cancellationToken);
        return (page!.Rows, response.ContinuationToken);
    }

    private static PartitionKey PartitionOf(UserId owner) => new(owner.ToString());

    private static MemoryStream Serialize(UserKeyDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, UserKeyJson.Default.UserKeyDocument));
}
