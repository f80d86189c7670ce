using System.Text;
using System.Text.Json;
using Kpm.Tests.Local;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>The documents as they were once stored, one file each.</summary>
internal static class StoredFile
{
    public static readonly string Folder = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Functions", "Adapters", "Cosmos", "StoredDocuments");

    /// <summary>Stores a file as it is, or changed.</summary>
    public static async Task PutAsync(Container container, string file, Func<string, string>? change = null)
    {
        var stored = await File.ReadAllTextAsync(Path.Combine(Folder, $"{file}.json"));
        var text = change is null ? stored : change(stored);
        using var document = JsonDocument.Parse(text);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var response = await container.CreateItemStreamAsync(content, new PartitionKey(document.RootElement.GetProperty("pk").GetString()));
        response.EnsureSuccessStatusCode();
    }
}
