using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>Says in the stores that a restore into them has begun and not ended: the document <c>restore</c> of container <c>jobs</c>.</summary>
internal sealed class RestoreMark(EnvironmentStores stores)
{
    public const string Id = "restore";
    private static readonly PartitionKey Partition = new(Id);
    private readonly Container _jobs = stores.Of("jobs");

    /// <summary>Which backup is being restored; null for none.</summary>
    public async Task<string?> FindAsync()
    {
        using var found = await _jobs.ReadItemStreamAsync(Id, Partition);
        if (found.StatusCode == HttpStatusCode.NotFound) return null;
        found.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<Mark>(found.Content, BackupManifest.Json))!.Backup;
    }

    public async Task SetAsync(string backup)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Mark(Id, Id, Id, 1, backup), BackupManifest.Json));
        using var created = await _jobs.CreateItemStreamAsync(content, Partition);
        created.EnsureSuccessStatusCode();
    }

    public async Task RemoveAsync()
    {
        using var deleted = await _jobs.DeleteItemStreamAsync(Id, Partition);
        deleted.EnsureSuccessStatusCode();
    }

    private sealed record Mark(string Id, string Pk, string Type, int SchemaVersion, string Backup);
}
