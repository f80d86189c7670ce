using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Storage;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Metadata;

/// <summary>Databases and containers: kept in the store, containers also in memory by name and by resource id.</summary>
internal sealed class MetadataStore
{
    private readonly SqliteStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, CosmosContainer> _containers = new();

    public MetadataStore(SqliteStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        foreach (var container in store.Read(ReadContainers)) Remember(container);
    }

    public IReadOnlyCollection<CosmosContainer> Containers => _containers.Values.Distinct().ToList();

    /// <exception cref="CosmosError">404, substatus 1003: no such container.</exception>
    public CosmosContainer Container(string database, string id) => Find(database, id) ?? throw CosmosError.OwnerNotFound();

    public CosmosContainer? Find(string database, string id) =>
        _containers.TryGetValue(NameKey(database, id), out var named) || _containers.TryGetValue(id, out named) ? named : null;

    public string? FindDatabase(string id) => _store.Read(connection => connection.Scalar("SELECT body FROM databases WHERE id=$id", ("$id", id)) as string);

    public string CreateDatabase(JsonObject definition)
    {
        var id = ContainerRules.RequireId(definition);
        return _store.Write(connection =>
        {
            if (connection.Scalar("SELECT 1 FROM databases WHERE id=$id", ("$id", id)) is not null) throw CosmosError.Conflict("Database already exists.");
            var number = InsertedNumber(connection, "INSERT INTO databases(id, body) VALUES($id, '') RETURNING number", ("$id", id));
            Stamp(definition, ResourceIds.Database(number), $"dbs/{ResourceIds.Database(number)}/");
            definition["_colls"] = "colls/";
            definition["_users"] = "users/";
            connection.Run("UPDATE databases SET body=$body WHERE number=$number", ("$body", definition.ToJsonString()), ("$number", number));
            return definition.ToJsonString();
        });
    }

    /// <exception cref="CosmosError">404: no such database.</exception>
    public void DropDatabase(string id)
    {
        foreach (var container in Containers.Where(container => container.DatabaseId == id)) DropContainer(container);
        if (_store.Write(connection => connection.Run("DELETE FROM databases WHERE id=$id", ("$id", id))) == 0) throw CosmosError.ItemNotFound();
    }

    public CosmosContainer CreateContainer(string database, JsonObject definition)
    {
        ContainerRules.Complete(definition);
        var id = ContainerRules.RequireId(definition);
        return Remember(_store.Write(connection =>
        {
            if (connection.Scalar("SELECT number FROM databases WHERE id=$id", ("$id", database)) is not long databaseNumber) throw CosmosError.OwnerNotFound();
            if (Find(database, id) is not null) throw CosmosError.Conflict("Resource with specified id or name already exists.");
            var number = InsertedNumber(connection, "INSERT INTO containers(database, id, body) VALUES($database, $id, '') RETURNING number", ("$database", database), ("$id", id));
            var rid = ResourceIds.Container(databaseNumber, number);
            Stamp(definition, rid, $"dbs/{ResourceIds.Database(databaseNumber)}/colls/{rid}/");
            return Save(connection, CosmosContainer.From(databaseNumber, number, database, definition.ToJsonString()));
        }));
    }

    /// <summary>Replaces time to live and indexing policy; partition key and id cannot change.</summary>
    public CosmosContainer ReplaceContainer(CosmosContainer container, JsonObject definition)
    {
        ContainerRules.Complete(definition);
        var old = JsonNode.Parse(container.Body)!;
        if (!JsonNode.DeepEquals(old["partitionKey"], definition["partitionKey"])) throw CosmosError.BadRequest("Document collection partition key cannot be changed.");
        Stamp(definition, container.Rid, (string)old["_self"]!);
        var replaced = CosmosContainer.From(container.DatabaseNumber, container.Number, container.DatabaseId, definition.ToJsonString());
        return Remember(_store.Write(connection => Save(connection, replaced)));
    }

    public void DropContainer(CosmosContainer container)
    {
        _store.Write(connection => connection.Run(
            "DELETE FROM documents WHERE container=$number; DELETE FROM containers WHERE number=$number", ("$number", container.Number)));
        _containers.TryRemove(NameKey(container.DatabaseId, container.Id), out _);
        _containers.TryRemove(container.Rid, out _);
    }

    public string ListDatabases() => List("Databases", "SELECT body FROM databases ORDER BY number");

    public string ListContainers(string database) => List("DocumentCollections", "SELECT body FROM containers WHERE database=$database ORDER BY number", ("$database", database));

    private string List(string name, string sql, params (string, object?)[] parameters) => _store.Read(connection =>
    {
        var bodies = new JsonArray();
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read()) bodies.Add(JsonNode.Parse(reader.GetString(0)));
        return new JsonObject { ["_rid"] = "", ["_count"] = bodies.Count, [name] = bodies }.ToJsonString();
    });

    private static CosmosContainer Save(SqliteConnection connection, CosmosContainer container)
    {
        connection.Run("UPDATE containers SET body=$body WHERE number=$number", ("$body", container.Body), ("$number", container.Number));
        PathIndexes.Ensure(connection, container);
        return container;
    }

    private static List<CosmosContainer> ReadContainers(SqliteConnection connection)
    {
        var found = new List<CosmosContainer>();
        using var command = connection.Command("SELECT d.number, c.number, c.database, c.body FROM containers c JOIN databases d ON d.id=c.database");
        using var reader = command.ExecuteReader();
        while (reader.Read()) found.Add(CosmosContainer.From(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3)));
        return found;
    }

    private static long InsertedNumber(SqliteConnection connection, string sql, params ReadOnlySpan<(string, object?)> parameters) => (long)connection.Scalar(sql, parameters)!;

    private void Stamp(JsonObject definition, string rid, string self)
    {
        definition["_rid"] = rid;
        definition["_self"] = self;
        definition["_etag"] = $"\"{Guid.NewGuid()}\"";
        definition["_ts"] = _time.GetUtcNow().ToUnixTimeSeconds();
    }

    private CosmosContainer Remember(CosmosContainer container) => _containers[NameKey(container.DatabaseId, container.Id)] = _containers[container.Rid] = container;

    private static string NameKey(string database, string container) => $"{database}/{container}";
}
