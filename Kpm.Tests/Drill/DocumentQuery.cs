using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>Reads whole containers, a page at a time.</summary>
internal static class DocumentQuery
{
    private const int PageSize = 500;

    /// <summary>
    /// Every document of a container. Of each history the head is read first and then the entries up to it: what was read is a chain that
    /// ends where its head says, whatever is appended meanwhile.
    /// </summary>
    public static IAsyncEnumerable<JsonElement> AllAsync(Container container) =>
        container.Id == "history" ? HistoriesAsync(container) : RunAsync(container, new QueryDefinition("SELECT * FROM c"));

    public static async Task<bool> AnyAsync(Container container, string condition = "true")
    {
        await foreach (var _ in RunAsync(container, new QueryDefinition($"SELECT TOP 1 c.id FROM c WHERE {condition}"))) return true;
        return false;
    }

    private static async IAsyncEnumerable<JsonElement> HistoriesAsync(Container container)
    {
        await foreach (var head in RunAsync(container, new QueryDefinition("SELECT * FROM c WHERE c.type = 'historyHead'")))
        {
            var upToIt = new QueryDefinition("SELECT * FROM c WHERE c.type = 'historyEntry' AND c.sequence <= @sequence ORDER BY c.sequence").WithParameter("@sequence", head.GetProperty("sequence").GetInt64());
            await foreach (var entry in RunAsync(container, upToIt, new PartitionKey(head.GetProperty("pk").GetString()))) yield return entry;
            yield return head;
        }
    }

    private static async IAsyncEnumerable<JsonElement> RunAsync(Container container, QueryDefinition query, PartitionKey? partition = null)
    {
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition, MaxItemCount = PageSize, MaxConcurrency = 1, MaxBufferedItemCount = PageSize });
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            using var body = await JsonDocument.ParseAsync(page.Content);
            foreach (var document in body.RootElement.GetProperty("Documents").EnumerateArray()) yield return document;
        }
    }
}
