using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Tests.Faults;
using Kpm.Tests.Local.Cosmos;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Bench;

/// <summary>Legacies by the thousands, written straight into the store as copies of one whose date is far away.</summary>
internal sealed class StoredLegacies : IDisposable
{
    private const int AtOnce = 16;
    private readonly CosmosClient _client;
    private readonly JsonObject _sample;

    private StoredLegacies(CosmosClient client, JsonObject sample) => (_client, _sample) = (client, sample);

    private Container Releases => _client.GetContainer("kpm", "releases");

    /// <summary>Plans one legacy through the API.</summary>
    public static async Task<StoredLegacies> StartAsync(DueWorld world)
    {
        var legacy = await world.PlanAsync(world.Giver, await world.Giver.AddAssetAsync("One of many", FileToUpload.Binary(10)));
        await world.System.BusOperator.AreDrainedAsync();
        var sample = JsonSerializer.SerializeToNode(await world.Stored.AggregateAsync("releases", legacy))!.AsObject();
        foreach (var own in sample.Select(property => property.Key).Where(name => name.StartsWith('_')).ToList()) sample.Remove(own);
        return new StoredLegacies(CosmosAccount.Connect(world.System.Cosmos.Port), sample);
    }

    /// <summary>Stores more of them, to be looked at since then.</summary>
    public Task AddAsync(int count, long nextCheckAt) => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancellationToken) =>
    {
        var id = Guid.CreateVersion7().ToString();
        var document = _sample.DeepClone().AsObject();
        (document["id"], document["pk"], document["nextCheckAt"], document["state"]!["nextCheckAt"]) = (id, id, nextCheckAt, nextCheckAt);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document));
        using var answer = await Releases.CreateItemStreamAsync(content, new PartitionKey(id), cancellationToken: cancellationToken);
        answer.EnsureSuccessStatusCode();
    });

    /// <summary>How many documents satisfy a condition over <c>c</c>.</summary>
    public async Task<int> CountAsync(string condition)
    {
        var count = 0;
        using var pages = Releases.GetItemQueryIterator<JsonElement>($"SELECT c.id FROM c WHERE {condition}", requestOptions: new QueryRequestOptions { MaxItemCount = 1_000 });
        while (pages.HasMoreResults) count += (await pages.ReadNextAsync()).Count;
        return count;
    }

    public void Dispose() => _client.Dispose();
}
