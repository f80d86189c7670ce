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
    }

    /// <summary>What a change of a row adds to the counters; the bytes come first. Empty when nothing is counted anew.</summary>
    public static IReadOnlyList<PatchOperation> Additions(AssetRowDocument? before, AssetRowDocument? after)
    {
        var added = new Dictionary<string, long>(StringComparer.Ordinal) { ["usedBytes"] = (after?.QuotaBytes ?? 0) - (before?.QuotaBytes ?? 0) };
        if (before is not null) AddKind(added, before.State, before.FileType, before.QuotaBytes, -1);
        if (after is not null) AddKind(added, after.State, after.FileType, after.QuotaBytes, 1);
        return [.. added.Where(entry => entry.Value != 0).Select(entry => PatchOperation.Increment($"/{entry.Key}", entry.Value))];
    }

    /// <summary>The same counters with the numbers that the rows come to.</summary>
    public OwnerCounters Counted(IReadOnlyCollection<CountedRow> rows)
    {
        var kinds = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in rows) AddKind(kinds, row.State, row.FileType, row.QuotaBytes, 1);
        return this with
        {
            UsedBytes = rows.Sum(row => row.QuotaBytes) - GrantedBytes,
            Kinds = kinds.ToDictionary(entry => entry.Key, entry => JsonSerializer.SerializeToElement(entry.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>Whether both say the same: a number that is not there is 0.</summary>
    public bool HasNumbersOf(OwnerCounters other) =>
        UsedBytes == other.UsedBytes && Kinds.Keys.Union(other.Kinds.Keys, StringComparer.Ordinal).Where(IsNumber).All(name => Number(name) == other.Number(name));

    /// <summary>The store adds members of its own.</summary>
    private static bool IsNumber(string name) => name.StartsWith(CountPrefix, StringComparison.Ordinal) || name.StartsWith(BytesPrefix, StringComparison.Ordinal);

    private long Number(string name) => Kinds.TryGetValue(name, out var value) ? value.GetInt64() : 0;

    private static void AddKind(Dictionary<string, long> sums, AssetRowState state, string fileType, long bytes, int sign)
    {
        if (state != AssetRowState.Active) return;
        var kind = MediaKind.Of(fileType);
        sums[CountPrefix + kind] = sums.GetValueOrDefault(CountPrefix + kind) + sign;
        sums[BytesPrefix + kind] = sums.GetValueOrDefault(BytesPrefix + kind) + sign * bytes;
    }
}

/// <summary>What a row counts for.</summary>
internal sealed record CountedRow(AssetRowState State, string FileType, long QuotaBytes);
