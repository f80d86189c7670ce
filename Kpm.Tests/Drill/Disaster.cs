using Kpm.Tests.Faults;
using Kpm.Tests.Local;
using Kpm.Tests.Running;

namespace Kpm.Tests.Drill;

/// <summary>Ends parts of a running system, empties them and starts them again. What is outside stays: the mail service, and the settings with the app's secrets.</summary>
internal sealed class Disaster(KpmSystem system)
{
    /// <summary>Power is cut, for the app first.</summary>
    public Task StopAllAsync() => StopAppAndAsync(system.Bus, system.Blob, system.Cosmos, system.KeyVault);

    public async Task StopAppAndAsync(params LocalPart[] others)
    {
        foreach (var part in others.Prepend(system.Functions)) await part.CutAsync();
    }

    public static void Lose(params ReadOnlySpan<LocalPart> stopped)
    {
        foreach (var part in stopped)
        {
            Directory.Delete(part.Folder, recursive: true);
            Directory.CreateDirectory(part.Folder);
        }
    }

    /// <summary>Documents are lost, user keys are not: in Azure they are in another account.</summary>
    public async Task LoseDocumentsAsync()
    {
        await system.Functions.CutAsync();
        using (var vault = new SystemVault(system))
            foreach (var container in StoredDocuments.ContainerNames) await vault.Documents.GetContainer(container).DeleteContainerAsync();
        await StopAllAsync();
    }

    public Task StartStoresAsync() => Task.WhenAll(system.KeyVault.StartAgainAsync(), system.Cosmos.StartAgainAsync(), system.Blob.StartAgainAsync());

    public async Task StartAppAsync()
    {
        await system.Bus.StartAgainAsync();
        await system.Functions.StartAgainAsync();
    }
}
