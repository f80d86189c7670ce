using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Storage;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Evaluates the condition of a patch on one document. https://learn.microsoft.com/azure/cosmos-db/partial-document-update#filter-predicate</summary>
internal static class PatchCondition
{
    public static bool Holds(SqliteConnection connection, CosmosContainer container, string condition, long sequence)
    {
        var emitter = new SqlEmitter();
        var sql = emitter.Condition(QueryParser.ParseCondition(condition));
        return connection.Scalar(
            $"SELECT 1 FROM documents d WHERE d.container=$container AND d.seq=$seq AND {sql}",
            [("$container", container.Number), ("$seq", sequence), .. emitter.Arguments]) is not null;
    }
}
