using System.Text.Json;

namespace Kpm.Local.Sinks.Push;

/// <summary>One push message, as tests read it.</summary>
/// <param name="Id">The id at the end of FCM's message name.</param>
/// <param name="Token">The device's registration token.</param>
/// <param name="Title">The notification's title; null when there is none.</param>
/// <param name="Data">The sender's own values.</param>
/// <param name="ReceivedAt">When the sink took it, in Unix milliseconds.</param>
public sealed record StoredPush(string Id, string Token, string? Title, IReadOnlyDictionary<string, string> Data, long ReceivedAt);

/// <summary>Keeps the accepted push messages in the order of their arrival.</summary>
public sealed class PushStore
{
    private readonly SinkDatabase _database;
    private readonly TimeProvider _time;

    public PushStore(SinkDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        database.Execute("CREATE TABLE IF NOT EXISTS pushes(sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, token TEXT NOT NULL, title TEXT, data TEXT NOT NULL, received_at INTEGER NOT NULL)");
    }

    /// <summary>Stores one message before it returns.</summary>
    internal void Add(string id, PushMessage message) => _database.Execute(
        "INSERT INTO pushes(id, token, title, data, received_at) VALUES (@id, @token, @title, @data, @at)",
        ("@id", id),
        ("@token", message.Token),
        ("@title", message.Notification?.Title),
        ("@data", JsonSerializer.Serialize(message.Data ?? new Dictionary<string, string>())),
        ("@at", _time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>All messages, the newest last.</summary>
    public IReadOnlyList<StoredPush> Read() => _database.Query(
        "SELECT id, token, title, data, received_at FROM pushes ORDER BY sequence",
        row => new StoredPush(
            row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(3))!, row.GetInt64(4)));

    public void Clear() => _database.Execute("DELETE FROM pushes");
}
