using System.Globalization;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Partitioning;
using Kpm.Local.Cosmos.Storage;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Items;

/// <summary>A stored document: its place in the container's order, its ETag and its JSON.</summary>
internal sealed record StoredDocument(long Sequence, string ETag, string Body);

/// <summary>Rows of the documents table.</summary>
internal static class DocumentTable
{
    /// <summary>SQL condition: the row has not expired at <c>$now</c> (unix seconds).</summary>
    public static string NotExpired(CosmosContainer container)
    {
        if (container.DefaultTtl is not { } ttl) return "1";
        var effective = $"coalesce(ttl, {ttl.ToString(CultureInfo.InvariantCulture)})";
        return $"({effective} = -1 OR ts + {effective} > $now)";
    }

    public static StoredDocument? Find(SqliteConnection connection, CosmosContainer container, PartitionKeyValue key, string id, long now)
    {
        using var command = connection.Command(
            $"SELECT seq, etag, body FROM documents WHERE container=$container AND pk=$pk AND id=$id AND {NotExpired(container)}",
            ("$container", container.Number), ("$pk", key.Canonical), ("$id", id), ("$now", now));
        using var reader = command.ExecuteReader();
        return reader.Read() ? new StoredDocument(reader.GetInt64(0), reader.GetString(1), reader.GetString(2)) : null;
    }

    /// <summary>The sequence number that the next inserted row gets; valid only inside a write transaction.</summary>
    public static long NextSequence(SqliteConnection connection) => (connection.Scalar("SELECT seq FROM sqlite_sequence WHERE name='documents'") as long? ?? 0) + 1;

    /// <summary>Inserts a row, in place of an expired one with the same id if there is one.</summary>
    public static void Insert(SqliteConnection connection, CosmosContainer container, PartitionKeyValue key, string id, StoredDocument document, long now, int? ttl) =>
        connection.Run(
            "INSERT OR REPLACE INTO documents(seq, container, range, pk, id, etag, ts, ttl, body) VALUES($seq, $container, $range, $pk, $id, $etag, $ts, $ttl, $body)",
            ("$seq", document.Sequence), ("$container", container.Number), ("$range", key.Range), ("$pk", key.Canonical), ("$id", id),
            ("$etag", document.ETag), ("$ts", now), ("$ttl", ttl), ("$body", document.Body));

    public static void Update(SqliteConnection connection, StoredDocument document, long now, int? ttl) =>
        connection.Run(
            "UPDATE documents SET etag=$etag, ts=$ts, ttl=$ttl, body=$body WHERE seq=$seq",
            ("$etag", document.ETag), ("$ts", now), ("$ttl", ttl), ("$body", document.Body), ("$seq", document.Sequence));

    public static void Delete(SqliteConnection connection, long sequence) => connection.Run("DELETE FROM documents WHERE seq=$seq", ("$seq", sequence));

    public static void DeleteExpired(SqliteConnection connection, CosmosContainer container, long now) =>
        connection.Run($"DELETE FROM documents WHERE container=$container AND NOT {NotExpired(container)}", ("$container", container.Number), ("$now", now));
}
