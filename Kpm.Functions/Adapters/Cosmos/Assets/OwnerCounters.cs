using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Assets;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>What an owner's rows come to. Every number changes in the batch that changes the row.</summary>
internal sealed record OwnerCounters
{
    public const string DocumentId = "counters";
    private const string CountPrefix = "count_";
    private const string BytesPrefix = "bytes_";

    public string Id { get; init; } = DocumentId;

    public required string Pk { get; init; }

    public string Type { get; init; } = "counters";

    public int SchemaVersion { get; init; } = 1;

    /// <summary>The bytes of all rows, less what was granted: what is compared with the quota of everybody.</summary>
    public long UsedBytes { get; init; }

    /// <summary>The bytes that an admin granted on top of the quota of everybody.</summary>
    public long GrantedBytes { get; init; }

    /// <summary>Per kind of the active rows <c>count_{kind}</c> and <c>bytes_{kind}</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Kinds { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    public AssetUsage Usage(long quotaBytes)
    {
        var kinds = Kinds.Keys.Where(name => name.StartsWith(CountPrefix, StringComparison.Ordinal)).Select(name => name[CountPrefix.Length..])
            .Select(kind => (Kind: kind, Usage: new KindUsage((int)Number(CountPrefix + kind), Number(BytesPrefix + kind))))
            .Where(entry => entry.Usage.Count > 0)
            .ToDictionary(entry => entry.Kind, entry => entry.Usage, StringComparer.Ordinal);
        return new AssetUsage(quotaBytes + GrantedBytes, UsedBytes + GrantedBytes, kinds);

        long Number(string name) => Kinds.TryGetValue(name, out var value) ? value.GetInt64() : 0;
    }

    /// <summary>What a change of a row adds to the counters; the bytes come first. Empty when nothing is counted anew.</summary>
    public static IReadOnlyList<PatchOperation> Additions(AssetRowDocument? before, AssetRowDocument? after)
    {
        var added = new Dictionary<string, long>(StringComparer.Ordinal) { ["usedBytes"] = (after?.QuotaBytes ?? 0) - (before?.QuotaBytes ?? 0) };
        Add(before, -1);
        Add(after, 1);
        return [.. added.Where(entry => entry.Value != 0).Select(entry => PatchOperation.Increment($"/{entry.Key}", entry.Value))];

        void Add(AssetRowDocument? row, int sign)
        {
            if (row is not { State: AssetRowState.Active }) return;
            var kind = MediaKind.Of(row.FileType);
            added[CountPrefix + kind] = added.GetValueOrDefault(CountPrefix + kind) + sign;
            added[BytesPrefix + kind] = added.GetValueOrDefault(BytesPrefix + kind) + sign * row.QuotaBytes;
        }
    }
}
