using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Partitioning;

namespace Kpm.Local.Cosmos.Queries;

/// <summary>Where one query request looks: in one logical partition or in one physical partition.</summary>
internal sealed record QueryScope(PartitionKeyValue? PartitionKey, int Range)
{
    /// <exception cref="CosmosError">400: the request names neither a partition key nor a range, or a part of a range.</exception>
    public static QueryScope Of(CosmosRequest request)
    {
        if (request.PartitionKey is { } header)
        {
            var key = PartitionKeyValue.FromHeader(header);
            if (request.PartitionRangeId is { } range && PartitionRanges.Parse(range) != key.Range) throw CosmosError.BadRequest("The partition key does not belong to the addressed partition key range.");
            return new QueryScope(key, key.Range);
        }

        if (request.Header("x-ms-start-epk") is not null) throw CosmosError.BadRequest("The local account takes whole partition key ranges only.");
        return request.PartitionRangeId is { } id
            ? new QueryScope(null, PartitionRanges.Parse(id))
            : throw CosmosError.BadRequest("A query needs a partition key or a partition key range.");
    }
}
