using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Local.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>One local account for all tests of the collection, with the official client; every test uses partition keys or containers of its own.</summary>
public sealed class CosmosAccount : IAsyncLifetime
{
    private LocalPart? _part;
    private CosmosClient? _client;
    private HttpClient? _http;
    private Database? _database;

    public LocalPart Part => _part!;

    public CosmosClient Client => _client!;

    public HttpClient Http => _http!;

    public Database Database => _database!;

    /// <summary>A container that indexes everything and needs no composite index in the tests that share it.</summary>
    public Container Items => Database.GetContainer("items");

    public static CosmosClient Connect(int port, string? key = null, int throttleRetries = 9) => new($"http://127.0.0.1:{port}/", key ?? CosmosPart.LocalKey, new CosmosClientOptions
    {
        ConnectionMode = ConnectionMode.Gateway,
        LimitToEndpoint = true,
        RequestTimeout = TimeSpan.FromSeconds(20),
        MaxRetryAttemptsOnRateLimitedRequests = throttleRetries,
        UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull },
    });

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("cosmos", "--topology", LocalPart.TopologyPath);
        _client = Connect(_part.Port);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_part.Port}/") };
        _database = await _client.CreateDatabaseAsync("tests");
        await _database.CreateContainerAsync(new ContainerProperties("items", "/pk"));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        _client?.Dispose();
        if (_part is not null) await _part.DisposeAsync();
    }

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public async Task<Container> NewContainerAsync(Action<ContainerProperties>? change = null)
    {
        var properties = new ContainerProperties("c" + NewKey(), "/pk");
        change?.Invoke(properties);
        return (await Database.CreateContainerAsync(properties)).Container;
    }

    /// <summary>The status of the refusal that <paramref name="call"/> meets, or of success.</summary>
    public static async Task<HttpStatusCode> StatusOf(Func<Task> call)
    {
        try
        {
            await call();
            return HttpStatusCode.OK;
        }
        catch (CosmosException refused)
        {
            return refused.StatusCode;
        }
    }

    public static async Task<List<T>> Rows<T>(Container container, QueryDefinition query, string? partitionKey = null, int? pageSize = null)
    {
        var options = new QueryRequestOptions { MaxItemCount = pageSize, PartitionKey = partitionKey is null ? null : new PartitionKey(partitionKey) };
        using var pages = container.GetItemQueryIterator<T>(query, requestOptions: options);
        var rows = new List<T>();
        while (pages.HasMoreResults) rows.AddRange(await pages.ReadNextAsync());
        return rows;
    }

    public static Task<List<T>> Rows<T>(Container container, string query, string? partitionKey = null, int? pageSize = null) =>
        Rows<T>(container, new QueryDefinition(query), partitionKey, pageSize);

    public async Task<IReadOnlyList<RequestCount>> RequestsAsync(Container container) =>
        (await Http.GetFromJsonAsync<List<RequestCount>>("_local/requests"))!.Where(count => count.Container == container.Id).ToList();

    public async Task FaultAsync(object fault)
    {
        using var answer = await Http.PostAsJsonAsync("_local/faults", fault);
        answer.EnsureSuccessStatusCode();
    }

    // The client looks for an Azure virtual machine around it unless this is set before the first client.
    [ModuleInitializer]
    internal static void StayLocal() => Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
}

/// <summary>A row of <c>GET /_local/requests</c>.</summary>
public sealed record RequestCount(string Container, string Operation, int Count, double RequestCharge, int Scans);

/// <summary>The document of most tests.</summary>
public sealed record Item(string Id, string Pk, int? N = null, string? Name = null, IReadOnlyList<string>? Tags = null, int? Ttl = null, Inner? Inner = null)
{
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }
}

public sealed record Inner(string? Colour = null, int? Size = null);

[CollectionDefinition(Name)]
public sealed class CosmosAccountCollection : ICollectionFixture<CosmosAccount>
{
    public const string Name = "local Cosmos account";
}
