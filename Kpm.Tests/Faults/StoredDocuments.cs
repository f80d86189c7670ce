using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Local.Cosmos;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Faults;

/// <summary>Reads what the system stored, past its API, by the Azure SDK.</summary>
internal sealed class StoredDocuments(KpmSystem system) : IDisposable
{
    private readonly CosmosClient _client = CosmosAccount.Connect(system.Cosmos.Port);

    /// <summary>The documents of users whose events are not all sent.</summary>
    public Task<IReadOnlyList<JsonElement>> UnsentUsersAsync() => QueryAsync("users", "SELECT * FROM c WHERE c.outboxDue > 0");

    /// <summary>Every aggregate whose events are not all sent.</summary>
    public async Task<IReadOnlyList<JsonElement>> UnsentAsync()
    {
        var unsent = new List<JsonElement>();
        foreach (var container in new[] { "users", "keeps", "assets", "releases" }) unsent.AddRange(await QueryAsync(container, "SELECT * FROM c WHERE c.outboxDue > 0"));
        return unsent;
    }

    /// <summary>The work that was given up.</summary>
    public Task<IReadOnlyList<JsonElement>> FailuresAsync() => QueryAsync("failures", "SELECT * FROM c");

    /// <summary>Loses a document.</summary>
    public async Task DeleteAsync(string container, string id, string partitionKey)
    {
        using var response = await _client.GetContainer("kpm", container).DeleteItemStreamAsync(id, new PartitionKey(partitionKey));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The store refuses so many operations of one kind on one container.</summary>
    public async Task RefuseAsync(int status, int count, string container, string operation)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(new Uri(system.CosmosAddress, "/_local/faults"), new { status, count, container, operation });
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();

    private async Task<IReadOnlyList<JsonElement>> QueryAsync(string container, string query)
    {
        var found = new List<JsonElement>();
        using var pages = _client.GetContainer("kpm", container).GetItemQueryStreamIterator(query);
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            using var body = await JsonDocument.ParseAsync(page.Content);
            found.AddRange(body.RootElement.GetProperty("Documents").EnumerateArray().Select(document => document.Clone()));
        }

        return found;
    }
}
