using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>The worker is killed while the archive of an export is made.</summary>
[Collection(FaultTests.Name)]
public sealed class ExportCrashTests(LazyApiWorld lazy)
{
    private const int Files = 8;
    private const int FileBytes = 12 * 1024 * 1024;

    [Fact]
    public async Task Given_AnExportUnderWay_When_TheWorkerIsKilledAgainAndAgain_Then_ThereIsOneArchiveAndItIsWhole()
    {
        var world = await lazy.GetAsync();
        var system = world.App;
        using var stored = new StoredDocuments(system);
        using var client = await world.JoinAsync("export");
        var files = new Dictionary<string, FileToUpload>(StringComparer.Ordinal);
        for (var i = 0; i < Files; i++)
        {
            var file = FileToUpload.Binary(FileBytes);
            files.Add(await client.AddAssetAsync($"Box {i}", file), file);
        }

        await system.BusOperator.AreDrainedAsync();
        var path = await client.RequestExportAsync();
        var id = path.Split('/')[^1];
        for (var kill = 0; kill < 3; kill++)
        {
            var begun = kill + 1;
            await Eventually.IsTrueAsync(async () => (await stored.BegunArchivesAsync(id)).Count == begun, "blocks of the archive");
            (await stored.ArchivesAsync(id)).Should().BeEmpty("it is in the middle");
            await system.KillWorkerAsync();
        }

        await Eventually.IsTrueAsync(async () => await TryStateAsync(client, path) == "ready", "the archive", TimeSpan.FromMinutes(2));
        await system.BusOperator.AreDrainedAsync();
        (await stored.ArchivesAsync(id)).Should().ContainSingle();
        (await client.CountAsync("/me/exports")).Should().Be(1);
        var archive = await client.ReadArchiveAsync(path);
        archive.Missing.Should().BeEmpty();
        foreach (var (asset, file) in files) archive[$"assets/{asset}/{file.Name}"].AsSpan().SequenceEqual(file.Bytes).Should().BeTrue();
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    private static async Task<string?> TryStateAsync(ApiClient client, string path)
    {
        try
        {
            return (await client.GetAsync(path)).Json.GetProperty("state").GetString();
        }
        catch (Exception lost) when (lost is HttpRequestException or Contracts.ContractViolationException or System.Text.Json.JsonException or KeyNotFoundException)
        {
            return null;
        }
    }
}
