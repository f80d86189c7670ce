using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Storage;

/// <summary>
/// The database file: one writer at a time, readers beside it. A write is committed to the write-ahead log before it returns, so it
/// survives the death of the process; a power cut of the machine may lose the last commits.
/// </summary>
internal sealed class SqliteStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS databases(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS containers(
            number INTEGER PRIMARY KEY AUTOINCREMENT, database TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(database, id));
        CREATE TABLE IF NOT EXISTS documents(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, container INTEGER NOT NULL, range INTEGER NOT NULL, pk TEXT NOT NULL, id TEXT NOT NULL,
            etag TEXT NOT NULL, ts INTEGER NOT NULL, ttl INTEGER, body TEXT NOT NULL, UNIQUE(container, pk, id));
        CREATE INDEX IF NOT EXISTS documents_by_range ON documents(container, range, seq);
        """;

    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    public SqliteStore(string folder)
    {
        Directory.CreateDirectory(folder);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "cosmos.db"), Pooling = false }.ToString();
        _writer = Open();
        _writer.Run(Schema);
    }

    /// <summary>Runs <paramref name="work"/> in one transaction; it is rolled back when the work throws or <paramref name="keep"/> says no to its result.</summary>
    public T Write<T>(Func<SqliteConnection, T> work, Func<T, bool>? keep = null)
    {
        lock (_writing)
        {
            _writer.Run("BEGIN IMMEDIATE");
            try
            {
                var result = work(_writer);
                _writer.Run(keep is null || keep(result) ? "COMMIT" : "ROLLBACK");
                return result;
            }
            catch
            {
                _writer.Run("ROLLBACK");
                throw;
            }
        }
    }

    public T Read<T>(Func<SqliteConnection, T> work)
    {
        if (!_readers.TryTake(out var connection)) connection = Open();
        try
        {
            return work(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        while (_readers.TryTake(out var reader)) reader.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-32000;");
        Queries.QueryFunctions.Register(connection);
        return connection;
    }
}
