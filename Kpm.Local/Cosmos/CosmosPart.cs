using System.Globalization;
using System.Net;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Items;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Observation;
using Kpm.Local.Cosmos.Queries;
using Kpm.Local.Cosmos.Storage;
using Kpm.Local.Hosting;

namespace Kpm.Local.Cosmos;

/// <summary>The local Azure Cosmos DB account: the REST API for items, batches and queries on one SQLite file.</summary>
public static class CosmosPart
{
    /// <summary>The account key unless <c>--key</c> names another: no secret, the account listens on this machine only.</summary>
    public const string LocalKey = "bG9jYWwtY29zbW9zLWRiLWFjY291bnQta2V5LWZvci10aGlzLW1hY2hpbmUtb25seSwtbm90LWEtc2VjcmV0IQ==";

    private const string Name = "cosmos";
    private const int PortInUse = 3;

    /// <summary>Runs until it is told to stop. Answers 0, or 3 when the port is in use.</summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        var port = options.Integer("port", 8081);
        var endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        await using var app = builder.Build();
        using var store = new SqliteStore(options.Required("data"));
        var pipeline = Compose(options, store, endpoint);
        app.Run(pipeline.HandleAsync);
        try
        {
            await app.StartAsync();
        }
        catch (IOException)
        {
            await Console.Error.WriteLineAsync($"{Name}: port {port} is already in use.");
            return PortInUse;
        }

        ReadyLine.Print(Name, endpoint);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static RequestPipeline Compose(PartOptions options, SqliteStore store, string endpoint)
    {
        var time = TimeProvider.System;
        var metadata = new MetadataStore(store, time);
        if (options.Find("topology") is { } topology) TopologySeed.Apply(Topology.Read(topology), metadata);
        var items = new ItemStore(store, time);
        foreach (var container in metadata.Containers) items.DeleteExpired(container);
        var metrics = new RequestMetrics();
        var faults = new Faults();
        return new RequestPipeline(
            new MasterKeyAuthorization(options.Optional("key", LocalKey)),
            metadata,
            new MetadataRoutes(metadata, endpoint),
            new ItemRoutes(items, new QueryRunner(store, time), new SessionTokens(time)),
            new ControlRoutes(metrics, faults),
            metrics,
            faults);
    }
}
