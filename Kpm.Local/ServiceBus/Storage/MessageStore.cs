using Kpm.Local.ServiceBus.Queues;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.ServiceBus.Storage;

/// <summary>
/// The broker's memory on disk: SQLite in WAL mode. Changes gather in one transaction until <see cref="Commit"/>; after
/// that they survive the end of the process at any instant (not a power cut: synchronous is NORMAL).
/// </summary>
internal sealed class MessageStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS messages(
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, enqueued_sequence INTEGER NOT NULL, queue TEXT NOT NULL,
          state INTEGER NOT NULL, delivery_count INTEGER NOT NULL,
          enqueued_at INTEGER NOT NULL, due_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, encoded BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS message_ids(
          queue TEXT NOT NULL, message_id TEXT NOT NULL, sequence INTEGER NOT NULL, until INTEGER NOT NULL,
          PRIMARY KEY(queue, message_id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS message_ids_until ON message_ids(queue, until);
        """;

    private readonly SqliteConnection _database;
    private readonly SqliteBatch _batch;

    /// <exception cref="SqliteException">The file is broken, or another broker uses it.</exception>
    public MessageStore(string folder)
    {
        Directory.CreateDirectory(folder);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "service-bus.db"), Pooling = false, DefaultTimeout = 1 };
        _database = new SqliteConnection(connection.ToString());
        _database.Open();
        using var setup = _database.CreateCommand();
        setup.CommandText = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + Schema;
        setup.ExecuteNonQuery();
        _batch = new SqliteBatch(_database);
    }

    public void Save(string queue, BrokerMessage message) => _batch.Run(
        "INSERT OR REPLACE INTO messages VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8)",
        message.SequenceNumber,
        message.EnqueuedSequenceNumber,
        queue,
        (int)message.State,
        message.DeliveryCount,
        message.EnqueuedAt.Ticks,
        message.DueAt.Ticks,
        message.ExpiresAt.Ticks,
        message.Encoded);

    /// <summary>Writes what changes with a delivery; cheaper than <see cref="Save"/>.</summary>
    public void SaveState(BrokerMessage message) => _batch.Run(
        "UPDATE messages SET state = $0, delivery_count = $1 WHERE sequence = $2", (int)message.State, message.DeliveryCount, message.SequenceNumber);

    public void Delete(long sequenceNumber) => _batch.Run("DELETE FROM messages WHERE sequence = $0", sequenceNumber);

    public void RememberMessageId(string queue, string messageId, long sequenceNumber, DateTime until) => _batch.Run(
        "INSERT OR REPLACE INTO message_ids VALUES($0, $1, $2, $3)", queue, messageId, sequenceNumber, until.Ticks);

    /// <summary>Forgets the ids that were remembered until <paramref name="now"/> at most.</summary>
    public void ForgetMessageIds(string queue, DateTime now) => _batch.Run(
        "DELETE FROM message_ids WHERE queue = $0 AND until <= $1", queue, now.Ticks);

    public void Commit() => _batch.Commit();

    /// <summary>The highest sequence number ever stored, also of messages that are gone.</summary>
    public long LastSequenceNumber()
    {
        using var command = _database.CreateCommand();
        command.CommandText = "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0)";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>All messages in the order of their sequence numbers.</summary>
    public IEnumerable<(string Queue, BrokerMessage Message)> Messages()
    {
        using var command = _database.CreateCommand();
        command.CommandText = "SELECT * FROM messages ORDER BY sequence";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return (row.GetString(2), new BrokerMessage
            {
                SequenceNumber = row.GetInt64(0),
                EnqueuedSequenceNumber = row.GetInt64(1),
                State = (MessageState)row.GetInt32(3),
                DeliveryCount = row.GetInt32(4),
                EnqueuedAt = Time(row.GetInt64(5)),
                DueAt = Time(row.GetInt64(6)),
                ExpiresAt = Time(row.GetInt64(7)),
                Encoded = row.GetFieldValue<byte[]>(8),
            });
        }
    }

    /// <summary>All remembered MessageIds in the order in which they are forgotten.</summary>
    public IEnumerable<(string Queue, string MessageId, long SequenceNumber, DateTime Until)> MessageIds()
    {
        using var command = _database.CreateCommand();
        command.CommandText = "SELECT queue, message_id, sequence, until FROM message_ids ORDER BY until";
        using var row = command.ExecuteReader();
        while (row.Read()) yield return (row.GetString(0), row.GetString(1), row.GetInt64(2), Time(row.GetInt64(3)));
    }

    public void Dispose()
    {
        _batch.Dispose();
        _database.Dispose();
    }

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
