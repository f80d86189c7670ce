using System.Text.Encodings.Web;
using System.Text.Json;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Observation;
using Kpm.Local.Cosmos.Storage;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Answers one page of a query. A page ends at the wanted item count or at 4 MB. https://learn.microsoft.com/azure/cosmos-db/nosql/query/pagination</summary>
internal sealed class QueryRunner(SqliteStore store, TimeProvider time)
{
    private const int DefaultPageSize = 100;
    private const int MaxPageBytes = 4 * 1024 * 1024;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <exception cref="CosmosError">400: outside the subset, an ORDER BY without index, a bad token.</exception>
    public CosmosResponse Run(CosmosContainer container, QueryRequest request, QueryScope scope, int? maxItemCount, string? continuation)
    {
        var query = QueryParser.Parse(request);
        IndexRules.RequireOrderIndex(query, container);
        var sql = new QuerySql(query, container);
        List<QueryPosition> positions = [];
        if (continuation is not null) positions.Add(QueryPosition.FromContinuation(continuation, query.OrderBy.Count));
        var returned = positions.Sum(position => position.Returned);
        if (request.ResumeFilter is { } resume) positions.Add(QueryPosition.FromResumeFilter(resume, query.OrderBy.Count));
        var pageSize = maxItemCount is > 0 ? maxItemCount.Value : DefaultPageSize;
        var wanted = query.MaxRows is { } max ? Math.Min(pageSize, max - returned) : pageSize;
        var statement = sql.Page(scope, positions, wanted + 1, continuation is null ? query.Offset ?? 0 : 0);
        return store.Read(connection =>
        {
            using var command = connection.Command(statement, [.. sql.Arguments, ("$now", time.GetUtcNow().ToUnixTimeSeconds())]);
            using var reader = command.ExecuteReader();
            var page = new PageReader(reader, sql, query, returned);
            return page.Read(container, wanted) with { Scanned = IndexRules.Scans(query, container) };
        });
    }

    private sealed class PageReader(SqliteDataReader reader, QuerySql sql, ParsedQuery query, long returnedBefore)
    {
        public CosmosResponse Read(CosmosContainer container, long wanted)
        {
            using var body = new MemoryStream();
            using var writer = new Utf8JsonWriter(body, Relaxed);
            writer.WriteStartObject();
            writer.WriteString("_rid", container.Rid);
            writer.WriteStartArray("Documents");
            var (rows, items) = (0L, 0);
            string? continuation = null, last = null;
            while (reader.Read())
            {
                if (rows == wanted || body.Length + writer.BytesPending > MaxPageBytes)
                {
                    continuation = query.MaxRows is { } max && returnedBefore + rows >= max ? null : last;
                    break;
                }

                if (sql.Projection.Write(reader, writer)) items++;
                rows++;
                last = Position(rows).ToContinuation();
            }

            writer.WriteEndArray();
            writer.WriteNumber("_count", items);
            writer.WriteEndObject();
            writer.Flush();
            return new CosmosResponse(200, body.ToArray()) { Continuation = continuation, ItemCount = items, Charge = RequestCharges.Query(items, body.Length) };
        }

        private QueryPosition Position(long rows)
        {
            var values = query.OrderBy.Select((_, index) => Value(sql.FirstKeyColumn + (2 * index))).ToList();
            return new QueryPosition(values, reader.GetInt64(sql.SequenceColumn), Ties.After, returnedBefore + rows);
        }

        private SortValue Value(int column) => new(reader.GetInt64(column), reader.IsDBNull(column + 1) ? null : reader.GetValue(column + 1));
    }
}
