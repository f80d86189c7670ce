using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Observation;
using Kpm.Local.Cosmos.Partitioning;
using Kpm.Local.Cosmos.Storage;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Items;

/// <summary>Point reads and writes of documents, guarded by ETags; several writes of one logical partition commit together or not at all.</summary>
internal sealed class ItemStore(SqliteStore store, TimeProvider time)
{
    private const int FailedDependency = 424;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 128 };

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public ItemResult Read(CosmosContainer container, ItemOperation operation) => store.Read(connection => ReadOne(connection, container, operation, Now));

    /// <exception cref="CosmosError">The operation is refused; nothing has changed.</exception>
    public ItemResult Execute(CosmosContainer container, ItemOperation operation) => store.Write(connection => One(connection, container, operation, Now));

    /// <summary>Executes all or, when one is refused, none: then that one carries its status and the others 424. https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch</summary>
    public IReadOnlyList<ItemResult> ExecuteAtomically(CosmosContainer container, IReadOnlyList<ItemOperation> operations) =>
        store.Write(connection => Batch(connection, container, operations, Now), results => results.All(result => result.Succeeded));

    public void DeleteExpired(CosmosContainer container) => store.Write(connection =>
    {
        DocumentTable.DeleteExpired(connection, container, Now);
        return true;
    });

    private static List<ItemResult> Batch(SqliteConnection connection, CosmosContainer container, IReadOnlyList<ItemOperation> operations, long now)
    {
        var results = new List<ItemResult>(operations.Count);
        foreach (var operation in operations)
        {
            try
            {
                results.Add(One(connection, container, operation, now));
            }
            catch (CosmosError error)
            {
                var failed = results.Count;
                return [.. operations.Select((_, index) => index == failed ? new ItemResult(error.Status, SubStatus: error.SubStatus) : new ItemResult(FailedDependency, Charge: 0))];
            }
        }

        return results;
    }

    private static ItemResult ReadOne(SqliteConnection connection, CosmosContainer container, ItemOperation operation, long now)
    {
        var found = DocumentTable.Find(connection, container, operation.PartitionKey, operation.Id!, now) ?? throw CosmosError.ItemNotFound();
        if (operation.IfNoneMatch == found.ETag || operation.IfNoneMatch == "*") return new ItemResult(304, ETag: found.ETag);
        var body = Encoding.UTF8.GetBytes(found.Body);
        return new ItemResult(200, body, found.ETag, RequestCharges.Read(body.Length));
    }

    private static ItemResult One(SqliteConnection connection, CosmosContainer container, ItemOperation operation, long now) => operation.Kind switch
    {
        ItemOperationKind.Read => ReadOne(connection, container, operation, now),
        ItemOperationKind.Delete => Delete(connection, container, operation, now),
        ItemOperationKind.Patch => Patch(connection, container, operation, now),
        ItemOperationKind.Create or ItemOperationKind.Replace or ItemOperationKind.Upsert => Put(connection, container, operation, now),
        _ => throw CosmosError.BadRequest("The local account does not support this batch operation."),
    };

    private static ItemResult Delete(SqliteConnection connection, CosmosContainer container, ItemOperation operation, long now)
    {
        var found = Existing(connection, container, operation, now);
        DocumentTable.Delete(connection, found.Sequence);
        return new ItemResult(204, Charge: RequestCharges.Write(Encoding.UTF8.GetByteCount(found.Body)));
    }

    private static ItemResult Patch(SqliteConnection connection, CosmosContainer container, ItemOperation operation, long now)
    {
        var found = Existing(connection, container, operation, now);
        var request = PatchRequest.Parse(operation.Body, container);
        if (request.Condition is { } condition && !Queries.PatchCondition.Holds(connection, container, condition, found.Sequence)) throw CosmosError.PreconditionFailed();
        var document = ItemRules.Parse(Encoding.UTF8.GetBytes(found.Body));
        request.Apply(document);
        return Save(connection, container, operation.PartitionKey, operation.Id!, document, found, now);
    }

    private static ItemResult Put(SqliteConnection connection, CosmosContainer container, ItemOperation operation, long now)
    {
        var document = ItemRules.Parse(operation.Body);
        var id = ItemRules.RequireId(document);
        if (operation.Kind == ItemOperationKind.Replace && operation.Id is { } addressed && addressed != id) throw CosmosError.BadRequest("Replacing the attribute 'id' is not allowed.");
        ItemRules.RequireSameKey(operation.PartitionKey, ItemRules.PartitionKeyOf(document, container));
        var found = DocumentTable.Find(connection, container, operation.PartitionKey, id, now);
        if (operation.Kind == ItemOperationKind.Create && found is not null) throw CosmosError.Conflict();
        if (operation.Kind == ItemOperationKind.Replace && found is null) throw CosmosError.ItemNotFound();
        if (found is not null) RequireMatch(operation, found);
        return Save(connection, container, operation.PartitionKey, id, document, found, now);
    }

    private static StoredDocument Existing(SqliteConnection connection, CosmosContainer container, ItemOperation operation, long now)
    {
        var found = DocumentTable.Find(connection, container, operation.PartitionKey, operation.Id!, now) ?? throw CosmosError.ItemNotFound();
        RequireMatch(operation, found);
        return found;
    }

    private static void RequireMatch(ItemOperation operation, StoredDocument found)
    {
        if (operation.IfMatch is { Length: > 0 } expected && expected != "*" && expected != found.ETag) throw CosmosError.PreconditionFailed();
    }

    private static ItemResult Save(
        SqliteConnection connection, CosmosContainer container, PartitionKeyValue key, string id, JsonObject document, StoredDocument? replaced, long now)
    {
        var ttl = ItemRules.TtlOf(document);
        var sequence = replaced?.Sequence ?? DocumentTable.NextSequence(connection);
        var etag = $"\"{Guid.NewGuid()}\"";
        var rid = ResourceIds.Document(container, sequence);
        document["_rid"] = rid;
        document["_self"] = $"dbs/{ResourceIds.Database(container.DatabaseNumber)}/colls/{container.Rid}/docs/{rid}/";
        document["_etag"] = etag;
        document["_attachments"] = "attachments/";
        document["_ts"] = now;
        var text = document.ToJsonString(Compact);
        var body = Encoding.UTF8.GetBytes(text);
        if (body.Length > ItemRules.MaxItemBytes) throw CosmosError.TooLarge();
        var stored = new StoredDocument(sequence, etag, text);
        if (replaced is null) DocumentTable.Insert(connection, container, key, id, stored, now, ttl);
        else DocumentTable.Update(connection, stored, now, ttl);
        return new ItemResult(replaced is null ? 201 : 200, body, etag, RequestCharges.Write(body.Length));
    }
}
