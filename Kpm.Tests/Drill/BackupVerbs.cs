using System.Globalization;
using Azure;
using Kpm.Local.Hosting;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>
/// <c>backup FOLDER</c> and <c>restore FOLDER [--without-keys]</c>: copy the stores of the environment that the settings in the environment name
/// (<c>Cosmos__Endpoint</c> and the others of the app), and bring them back. Without keys in the settings, as whoever is logged in.
/// </summary>
internal static class BackupVerbs
{
    /// <returns>0 when it is whole; 1 when not.</returns>
    public static Task<int> BackUpAsync(string folder, string topology, TextWriter output) => RunAsync(topology, output, async stores =>
    {
        var taken = await new Backup(stores, new BackupFolder(folder), TimeProvider.System).TakeAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{taken.DocumentCount} documents, {taken.BlobCount} blobs of {taken.BlobBytes} bytes");
    });

    /// <returns>0 when all is back; 1 when not.</returns>
    public static Task<int> RestoreAsync(string folder, bool withKeys, string topology, TextWriter output) => RunAsync(topology, output, async stores =>
    {
        var back = await new Restore(stores, new BackupFolder(folder), TimeProvider.System).RunAsync(withKeys);
        foreach (var person in back.ErasedSince) await output.WriteLineAsync($"erased since the backup, remove the account again: {person}");
        return string.Create(CultureInfo.InvariantCulture, $"{back.Documents} documents, {back.Blobs} blobs of {back.BlobBytes} bytes; {back.Expired} documents had expired");
    });

    private static async Task<int> RunAsync(string topology, TextWriter output, Func<EnvironmentStores, Task<string>> runAsync)
    {
        try
        {
            using var stores = new EnvironmentStores(Environment.GetEnvironmentVariable, Topology.Read(topology));
            await output.WriteLineAsync(await runAsync(stores));
            return 0;
        }
        catch (Exception refused) when (refused is BackupRefusedException or IOException or UnauthorizedAccessException or CosmosException or RequestFailedException)
        {
            await output.WriteLineAsync($"refused: {refused.Message}");
            return 1;
        }
    }
}
