using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Builds the JSON of a row from its columns; undefined parts are left out.</summary>
internal sealed class Projection
{
    private readonly SqlEmitter _emitter;
    private readonly List<string> _columns = [];
    private readonly Func<SqliteDataReader, Utf8JsonWriter, string?, bool> _write;

    public Projection(ParsedQuery query, SqlEmitter emitter)
    {
        _emitter = emitter;
        _write = query.Selection switch
        {
            Selection.Document => Part(new PropertyPath([])),
            Selection.Value => Part(query.Items[0].Expression),
            _ => Part(new ObjectConstruction(query.Items.Select(item => (item.Name, item.Expression)).ToList())),
        };
    }

    /// <summary>SQL of the columns that <see cref="Write"/> reads, from column 0 on.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Writes one row and answers false, writing nothing, when it is undefined.</summary>
    public bool Write(SqliteDataReader row, Utf8JsonWriter writer) => _write(row, writer, null);

    private Func<SqliteDataReader, Utf8JsonWriter, string?, bool> Part(Expression expression) => expression switch
    {
        ObjectConstruction construction => Object(construction.Properties.Select(property => (property.Name, Part(property.Value))).ToList()),
        ArrayConstruction construction => Array(construction.Elements.Select(Part).ToList()),
        _ => Column(expression),
    };

    private Func<SqliteDataReader, Utf8JsonWriter, string?, bool> Column(Expression expression)
    {
        var column = _columns.Count;
        _columns.Add(_emitter.Scalar(expression).Json);
        return (row, writer, name) =>
        {
            if (row.IsDBNull(column)) return false;
            Name(writer, name);
            writer.WriteRawValue(row.GetString(column), skipInputValidation: true);
            return true;
        };
    }

    private static Func<SqliteDataReader, Utf8JsonWriter, string?, bool> Object(IReadOnlyList<(string Name, Func<SqliteDataReader, Utf8JsonWriter, string?, bool> Write)> properties) => (row, writer, name) =>
    {
        Name(writer, name);
        writer.WriteStartObject();
        foreach (var property in properties) property.Write(row, writer, property.Name);
        writer.WriteEndObject();
        return true;
    };

    private static Func<SqliteDataReader, Utf8JsonWriter, string?, bool> Array(IReadOnlyList<Func<SqliteDataReader, Utf8JsonWriter, string?, bool>> elements) => (row, writer, name) =>
    {
        Name(writer, name);
        writer.WriteStartArray();
        foreach (var element in elements) element(row, writer, null);
        writer.WriteEndArray();
        return true;
    };

    private static void Name(Utf8JsonWriter writer, string? name)
    {
        if (name is not null) writer.WritePropertyName(name);
    }
}
