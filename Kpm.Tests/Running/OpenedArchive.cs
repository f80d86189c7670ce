using System.Text.Json;

namespace Kpm.Tests.Running;

/// <summary>The archive of an export, read whole and held against its manifest.</summary>
public sealed class OpenedArchive
{
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    private OpenedArchive()
    {
    }

    /// <summary>The paths of all entries, in their order.</summary>
    public IReadOnlyList<string> Paths => [.. Manifest.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("path").GetString()!), "manifest.json"];

    public JsonElement Manifest => Json("manifest.json");

    /// <summary>Path and code of what is missing.</summary>
    public IReadOnlyList<(string Path, string Code)> Missing =>
        [.. Manifest.GetProperty("missing").EnumerateArray().Select(missing => (missing.GetProperty("path").GetString()!, missing.GetProperty("code").GetString()!))];

    public byte[] this[string path] => _entries[path];

    /// <summary>Reads an archive and checks that its manifest is true, and names every entry.</summary>
    public static async Task<OpenedArchive> ReadAsync(byte[] zip)
    {
        var contents = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        using var file = new MemoryStream(zip, writable: false);
        await ArchiveReader.ReadAsync(file, (path, bytes) =>
        {
            if (!contents.TryGetValue(path, out var content)) contents[path] = content = new MemoryStream();
            content.Write(bytes);
        }, default);
        var archive = new OpenedArchive();
        foreach (var (path, content) in contents) archive._entries.Add(path, content.ToArray());
        return archive;
    }

    public JsonElement Json(string path) => JsonDocument.Parse(_entries[path]).RootElement;

    /// <summary>What is said about each asset, with the path of its file; null for one without.</summary>
    public IReadOnlyList<(JsonElement Asset, string? File)> Assets =>
        [.. Paths.Where(path => path.EndsWith("/asset.json", StringComparison.Ordinal)).Select(path => (Json(path), FileBeside(path)))];

    private string? FileBeside(string path) =>
        Paths.SingleOrDefault(other => other != path && other.StartsWith(path[..(path.LastIndexOf('/') + 1)], StringComparison.Ordinal));
}
