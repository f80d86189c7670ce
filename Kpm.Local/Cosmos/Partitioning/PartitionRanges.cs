using System.Globalization;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Partitioning;

/// <summary>The physical partitions that every container has: four equal ranges of effective partition keys, numbered from 0. https://learn.microsoft.com/rest/api/cosmos-db/get-partition-key-ranges</summary>
internal static class PartitionRanges
{
    /// <summary>Changes when the map changes; clients cache the map by it.</summary>
    public const string ETag = "\"four\"";

    private static readonly string[] Bounds = ["", Quarter('1'), Quarter('2'), Quarter('3'), "FF"];

    public static int Count => Bounds.Length - 1;

    public static int Of(string effectiveKey) => Enumerable.Range(0, Count).Last(range => string.CompareOrdinal(Bounds[range], effectiveKey) <= 0);

    /// <exception cref="CosmosError">400: no such range.</exception>
    public static int Parse(string rangeId)
    {
        // Clients send "collectionRid,rangeId" in older forms.
        var id = rangeId.Split(',')[^1];
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var range) && range < Count ? range : throw CosmosError.BadRequest($"There is no partition key range '{id}'.");
    }

    public static string ToJson(string containerRid)
    {
        var ranges = new JsonArray();
        for (var range = 0; range < Count; range++)
        {
            ranges.Add(new JsonObject
            {
                ["id"] = range.ToString(CultureInfo.InvariantCulture),
                ["_rid"] = containerRid,
                ["_self"] = "",
                ["_etag"] = ETag,
                ["_ts"] = 1,
                ["minInclusive"] = Bounds[range],
                ["maxExclusive"] = Bounds[range + 1],
                ["ridPrefix"] = range,
                ["throughputFraction"] = 1.0 / Count,
                ["status"] = "online",
                ["parents"] = new JsonArray(),
            });
        }

        return new JsonObject { ["_rid"] = containerRid, ["PartitionKeyRanges"] = ranges, ["_count"] = Count }.ToJsonString();
    }

    private static string Quarter(char first) => first + new string('0', 31);
}
