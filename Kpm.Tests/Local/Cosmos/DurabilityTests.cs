using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>What the account acknowledged survives the death of its process; a batch is there whole or not at all.</summary>
public sealed class DurabilityTests
{
    private const int Rounds = 3, Writers = 8, WritesPerRound = 250;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Given_RunningWriters_When_TheProcessIsKilled_Then_NoAcknowledgedWriteIsLostAndNoBatchIsTorn()
    {
        await using var part = await LocalPart.StartAsync("cosmos", "--topology", LocalPart.TopologyPath);
        using var client = CosmosAccount.Connect(part.Port);
        Database database = await client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/pk");
        var acknowledged = new ConcurrentDictionary<string, int>();
        var tried = new ConcurrentBag<(string Key, string Batch)>();
        for (var round = 0; round < Rounds; round++)
        {
            var goal = acknowledged.Count + WritesPerRound;
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(container, $"{round}-{writer}", acknowledged, tried, stop.Token))).ToList();
            using (var timeout = new CancellationTokenSource(Patience))
            {
                while (acknowledged.Count < goal) await Task.Delay(10, timeout.Token);
            }

            await part.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            await part.StartAgainAsync();
        }

        var stored = (await CosmosAccount.Rows<Item>(container, "SELECT * FROM c", pageSize: 1000)).ToDictionary(item => item.Pk + "/" + item.Id, item => item.N!.Value);
        // An unacknowledged later write may have arrived as well, so a counter may be ahead, never behind.
        acknowledged.Where(write => !stored.TryGetValue(write.Key, out var n) || n < write.Value).Should().BeEmpty();
        tried.Where(batch => stored.ContainsKey($"{batch.Key}/{batch.Batch}-a") != stored.ContainsKey($"{batch.Key}/{batch.Batch}-b")).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_PortInUse_When_ASecondAccountStarts_Then_ItEndsWithCode3AndOneLine()
    {
        await using var part = await LocalPart.StartAsync("cosmos");
        var folder = Directory.CreateTempSubdirectory("kpm-");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { LocalPart.Assembly, "cosmos", "--port", part.Port.ToString(), "--data", folder.FullName }) start.ArgumentList.Add(argument);
        using var second = Process.Start(start)!;
        var error = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();
        folder.Delete(recursive: true);
        second.ExitCode.Should().Be(3);
        error.Trim().Should().Be($"cosmos: port {part.Port} is already in use.");
    }

    private static async Task WriteAsync(Container container, string key, ConcurrentDictionary<string, int> acknowledged, ConcurrentBag<(string, string)> tried, CancellationToken stop)
    {
        try
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await container.UpsertItemAsync(new Item("counter", key, i), new PartitionKey(key), cancellationToken: stop);
                acknowledged[$"{key}/counter"] = i;
                await container.CreateItemAsync(new Item($"i{i}", key, i), new PartitionKey(key), cancellationToken: stop);
                acknowledged[$"{key}/i{i}"] = i;
                tried.Add((key, $"b{i}"));
                using var batch = await container.CreateTransactionalBatch(new PartitionKey(key)).CreateItem(new Item($"b{i}-a", key, i)).CreateItem(new Item($"b{i}-b", key, i)).ExecuteAsync(stop);
                if (!batch.IsSuccessStatusCode) return;
                acknowledged[$"{key}/b{i}-a"] = acknowledged[$"{key}/b{i}-b"] = i;
            }
        }
        catch (Exception error) when (error is CosmosException or OperationCanceledException or HttpRequestException or JsonException)
        {
            // The process was killed under this write: it was not acknowledged.
        }
    }
}
