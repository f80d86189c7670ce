using Microsoft.Data.Sqlite;

namespace Kpm.Local.ServiceBus.Storage;

/// <summary>Runs prepared statements inside one transaction that opens by itself and lasts until <see cref="Commit"/>.</summary>
internal sealed class SqliteBatch(SqliteConnection database) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    /// <summary>Runs a constant statement; its parameters are <c>$0</c>, <c>$1</c> … in the order of the values.</summary>
    public void Run(string sql, params ReadOnlySpan<object> values)
    {
        _transaction ??= database.BeginTransaction();
        var command = Command(sql, values.Length);
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Commit()
    {
        if (_transaction is null) return;
        _transaction.Commit();
        _transaction.Dispose();
        _transaction = null;
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        foreach (var command in _commands.Values) command.Dispose();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        if (_commands.TryGetValue(sql, out var command)) return command;
        command = database.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of MessageStore; every value is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        _commands[sql] = command;
        return command;
    }
}
