using System.Net;
using Kpm.Tests.Local.Cosmos;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Bench;

/// <summary>Endpoints that answer from one document, beside one point read of that document through the SDK.</summary>
internal static class StoredReads
{
    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync("Stored GET beside one point read of the same document through the Cosmos DB SDK, 8 at a time");
        var assets = await Task.WhenAll(system.People.Select(person => person.AddAssetAsync("Measured", FileToUpload.Binary(1000))));
        using var store = CosmosAccount.Connect(system.Kpm.Cosmos.Port);
        var (users, documents) = (store.GetContainer("kpm", "users"), store.GetContainer("kpm", "assets"));
        var figures = await LoadComparison.RunAsync(
            new Contender("asset", person => system.SendAsync(person, HttpMethod.Get, system.Address($"/assets/{assets[person]}"), HttpStatusCode.OK)),
            new Contender("read of the asset", person => ReadAsync(documents, assets[person])),
            new Contender("me", person => system.SendAsync(person, HttpMethod.Get, system.Address("/me"), HttpStatusCode.OK)),
            new Contender("read of the user", person => ReadAsync(users, system.People[person].UserId)));
        await LoadComparison.ReportAsync(report, "GET /assets/{id} / point read", figures[0], figures[1]);
        await LoadComparison.ReportAsync(report, "GET /me / point read", figures[2], figures[3]);
    }

    private static async Task ReadAsync(Container container, string id)
    {
        using var answer = await container.ReadItemStreamAsync(id, new PartitionKey(id));
        answer.EnsureSuccessStatusCode();
    }
}
