using System.Text;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Partitioning;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Kpm.Local.Cosmos.Items;

/// <summary>
/// Batch requests and answers: a RecordIO stream of HybridRow records. The client library carries both the codec and, as an embedded
/// resource, the schemas <c>BatchOperation</c> and <c>BatchResult</c>.
/// </summary>
internal static class BatchCodec
{
    private static readonly Namespace Schemas = LoadSchemas();
    private static readonly LayoutResolverNamespace Resolver = new(Schemas);
    private static readonly Layout ResultLayout = Resolver.Resolve(Schemas.Schemas.First(schema => schema.Name == "BatchResult").SchemaId);

    /// <exception cref="CosmosError">400: not a batch body.</exception>
    public static async Task<IReadOnlyList<ItemOperation>> ReadAsync(byte[] body, PartitionKeyValue partitionKey)
    {
        var operations = new List<ItemOperation>();
        using var stream = new MemoryStream(body);
        var result = await RecordIOStream.ReadRecordIOAsync(
            stream,
            (ReadOnlyMemory<byte> record) =>
            {
                operations.Add(ReadOperation(record, partitionKey));
                return Result.Success;
            },
            (ReadOnlyMemory<byte> _) => Result.Success,
            new MemorySpanResizer<byte>(body.Length));
        return result == Result.Success ? operations : throw CosmosError.BadRequest("The batch body cannot be read.");
    }

    public static async Task<byte[]> WriteAsync(IReadOnlyList<ItemResult> results)
    {
        using var stream = new MemoryStream();
        var result = await RecordIOStream.WriteRecordIOAsync(
            stream,
            new Segment("batch", (Namespace?)null),
            (long index, out ReadOnlyMemory<byte> record) =>
            {
                record = default;
                return index >= results.Count ? Result.Success : WriteResult(results[(int)index], out record);
            },
            new MemorySpanResizer<byte>(4096));
        return result == Result.Success ? stream.ToArray() : throw new InvalidOperationException($"The batch answer cannot be written: {result}.");
    }

    private static ItemOperation ReadOperation(ReadOnlyMemory<byte> record, PartitionKeyValue partitionKey)
    {
        var reader = new RowReader(record, HybridRowVersion.V1, Resolver);
        var kind = 0;
        string? id = null, ifMatch = null;
        byte[]? body = null;
        while (reader.Read())
        {
            switch (reader.Path.ToString())
            {
                case "operationType": reader.ReadInt32(out kind); break;
                case "id": reader.ReadString(out id); break;
                case "ifMatch": reader.ReadString(out ifMatch); break;
                case "resourceBody": reader.ReadBinary(out body); break;
            }
        }

        return new ItemOperation((ItemOperationKind)kind, partitionKey, string.IsNullOrEmpty(id) ? null : id, body, ifMatch);
    }

    private static Result WriteResult(ItemResult result, out ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(1024, new MemorySpanResizer<byte>(1024));
        row.InitLayout(HybridRowVersion.V1, ResultLayout, Resolver);
        var written = RowWriter.WriteBuffer(ref row, result, WriteFields);
        record = row.ToArray();
        return written;
    }

    private static Result WriteFields(ref RowWriter writer, TypeArgument type, ItemResult result)
    {
        writer.WriteInt32("statusCode", result.Status);
        writer.WriteInt32("subStatusCode", result.SubStatus);
        if (result.ETag is not null) writer.WriteString("eTag", result.ETag);
        if (result.Body is not null) writer.WriteBinary("resourceBody", result.Body);
        return writer.WriteFloat64("requestCharge", result.Charge);
    }

    private static Namespace LoadSchemas()
    {
        using var stream = typeof(CosmosClient).Assembly.GetManifestResourceStream("Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json")
            ?? throw new InvalidOperationException("The client library has no batch schemas.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Namespace.Parse(reader.ReadToEnd());
    }
}
