using System.Diagnostics;
using System.Globalization;
using Kpm.Local.Hosting;
using Kpm.Tests.Local;
using Kpm.Tests.Running;

namespace Kpm.Tests.Drill;

/// <summary>
/// <c>make drill</c>: half a story on the whole local system, a backup, a disaster, a restore, and the other half of the story. Then the same
/// when the user keys were not lost, when the queues were, and when the key of the vault is.
/// </summary>
internal static class Drill
{
    /// <returns>0 when everything is back; 1 with what is not.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var log = new DrillLog(output);
        var folder = Path.Combine(Directory.CreateTempSubdirectory("kpm-drill-").FullName, "backup");
        try
        {
            await using var system = await KpmSystem.StartAsync();
            using var story = new DrillStory(system, log, photoMebibytes: 4, parts: 10);
            log.Title("1. Everything is lost but the key of the vault");
            await MainPassAsync(system, story, log, folder);
            log.Title("2. Documents, blobs and queues are lost, user keys are not; Finn was erased since the backup");
            await KeysStayAsync(system, story, log, folder);
            log.Title("3. The queues are lost");
            using (var queues = new LostQueues(system, log, story.Admin)) await queues.RunAsync(new Disaster(system));
            log.Title("4. The key of the vault is lost");
            await VaultIsLostAsync(system, story, log);
        }
        catch (Exception stopped) when (stopped is not OutOfMemoryException)
        {
            await output.WriteLineAsync($"drill failed: it could not go on\n{stopped}");
            return 1;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }

        foreach (var failed in log.Failed) await output.WriteLineAsync($"failed: {failed}");
        await output.WriteLineAsync(log.Failed.Count == 0 ? "drill passed" : "drill failed");
        return log.Failed.Count == 0 ? 0 : 1;
    }

    /// <summary>Backup, loss of all stores and queues, restore.</summary>
    public static async Task MainPassAsync(KpmSystem system, DrillStory story, DrillLog log, string folder)
    {
        await story.TellFirstHalfAsync();
        using (var stores = StoresOf(system))
        {
            await story.BackUpAsync(new Backup(stores, new BackupFolder(folder), TimeProvider.System));
        }

        var (disaster, cut) = (new Disaster(system), Stopwatch.GetTimestamp());
        await log.DoAsync("power is cut; documents, user keys, blobs and queues are lost", async () =>
        {
            await disaster.StopAllAsync();
            Disaster.Lose(system.Cosmos, system.Blob, system.Bus);
            await disaster.StartStoresAsync();
        });
        await RestoreAsync(system, log, folder, withKeys: true);
        await log.DoAsync("bus and app start", async () =>
        {
            await disaster.StartAppAsync();
            log.Note(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(cut).TotalSeconds:F1} s from the cut until the app works again"));
        });
        await story.TellSecondHalfAsync();
    }

    private static async Task KeysStayAsync(KpmSystem system, DrillStory story, DrillLog log, string folder)
    {
        var disaster = new Disaster(system);
        await log.DoAsync("Finn is erased", story.EraseFinnAsync);
        await log.DoAsync("documents, blobs and queues are lost", async () =>
        {
            await disaster.LoseDocumentsAsync();
            Disaster.Lose(system.Blob, system.Bus);
            await disaster.StartStoresAsync();
        });
        var restored = await RestoreAsync(system, log, folder, withKeys: false);
        await log.DoAsync("bus and app start", disaster.StartAppAsync);
        await story.TellOfFinnAsync(restored.ErasedSince);
    }

    private static async Task VaultIsLostAsync(KpmSystem system, DrillStory story, DrillLog log)
    {
        var disaster = new Disaster(system);
        await log.DoAsync("the vault is made anew, with a key of the same name; all else is there", async () =>
        {
            await disaster.StopAppAndAsync(system.KeyVault);
            Disaster.Lose(system.KeyVault);
            await system.KeyVault.StartAgainAsync();
            await system.Functions.StartAgainAsync();
        });
        await story.TellOfLostVaultAsync();
    }

    private static async Task<RestoreFigures> RestoreAsync(KpmSystem system, DrillLog log, string folder, bool withKeys)
    {
        using var stores = StoresOf(system);
        return await log.DoAsync(withKeys ? "restore" : "restore, without the user keys", async () =>
        {
            var back = await new Restore(stores, new BackupFolder(folder), TimeProvider.System).RunAsync(withKeys);
            log.Note(string.Create(CultureInfo.InvariantCulture, $"{back.Documents} documents, {back.Blobs} blobs of {back.BlobBytes} bytes; {back.Expired} documents had expired"));
            return back;
        });
    }

    private static EnvironmentStores StoresOf(KpmSystem system) => new(name => system.Settings.GetValueOrDefault(name), Topology.Read(LocalPart.TopologyPath));
}
