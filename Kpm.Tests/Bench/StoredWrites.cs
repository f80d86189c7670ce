using System.Net;
using System.Text.Json.Nodes;
using Kpm.Tests.Local.Cosmos;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Bench;

/// <summary>The creation of an asset, beside the write of one document like it through the SDK.</summary>
internal static class StoredWrites
{
    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync("Create an asset (POST, no Idempotency-Key) beside one write of a document like it through the SDK, 8 at a time");
        using var store = CosmosAccount.Connect(system.Kpm.Cosmos.Port);
        var sample = await SampleAsync(store, system);
        Database database = await store.CreateDatabaseIfNotExistsAsync("bench");
        Container container = await database.CreateContainerIfNotExistsAsync("documents", "/pk");
        var body = new { title = "Measured", description = "", file_name = "box.bin", file_type = "application/octet-stream", file_size_bytes = 1 };
        var figures = await LoadComparison.RunAsync(
            new Contender("create", person => system.SendAsync(person, HttpMethod.Post, system.Address("/assets"), HttpStatusCode.Created, body)),
            new Contender("write", _ => WriteAsync(container, sample)));
        await LoadComparison.ReportAsync(report, "POST /assets / create item", figures[0], figures[1]);
        await report.NoteAsync("The asset costs two guarded writes, one message and one clear; its reactions run at the same time on the same cores.");
    }

    private static async Task<JsonObject> SampleAsync(CosmosClient store, BenchSystem system)
    {
        var id = await system.People[0].AddAssetAsync("Measured", FileToUpload.Binary(1));
        using var answer = await store.GetContainer("kpm", "assets").ReadItemStreamAsync(id, new PartitionKey(id));
        answer.EnsureSuccessStatusCode();
        return (await JsonNode.ParseAsync(answer.Content))!.AsObject();
    }

    private static async Task WriteAsync(Container container, JsonObject sample)
    {
        var id = Guid.CreateVersion7().ToString();
        var document = sample.DeepClone().AsObject();
        (document["id"], document["pk"]) = (id, id);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));
        using var answer = await container.CreateItemStreamAsync(content, new PartitionKey(id));
        answer.EnsureSuccessStatusCode();
    }
}
