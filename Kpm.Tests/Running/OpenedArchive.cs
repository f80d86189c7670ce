using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kpm.Tests.Running;

/// <summary>The archive of an export, read whole and held against its manifest.</summary>
public sealed class OpenedArchive
{
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    private OpenedArchive(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            _entries.Add(entry.FullName, bytes.ToArray());
        }

        Paths = [.. archive.Entries.Select(entry => entry.FullName)];
        Manifest = Json("manifest.json");
    }

    /// <summary>The paths of all entries, in their order.</summary>
    public IReadOnlyList<string> Paths { get; }

    public JsonElement Manifest { get; }

    /// <summary>Path and code of what is missing.</summary>
    public IReadOnlyList<(string Path, string Code)> Missing =>
        [.. Manifest.GetProperty("missing").EnumerateArray().Select(missing => (missing.GetProperty("path").GetString()!, missing.GetProperty("code").GetString()!))];

    public byte[] this[string path] => _entries[path];

    /// <summary>Reads an archive and checks that its manifest is true, and names every entry.</summary>
    public static OpenedArchive Read(byte[] zip)
    {
        var archive = new OpenedArchive(zip);
        var named = archive.Manifest.GetProperty("entries").EnumerateArray().ToList();
        named.Select(entry => entry.GetProperty("path").GetString()).Append("manifest.json").Should().Equal(archive.Paths);
        foreach (var entry in named)
        {
            var bytes = archive[entry.GetProperty("path").GetString()!];
            entry.GetProperty("size_bytes").GetInt64().Should().Be(bytes.Length);
            entry.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        return archive;
    }

    public JsonElement Json(string path) => JsonDocument.Parse(_entries[path]).RootElement;

    /// <summary>What is said about each asset, with the path of its file; null for one without.</summary>
    public IReadOnlyList<(JsonElement Asset, string? File)> Assets =>
        [.. Paths.Where(path => path.EndsWith("/asset.json", StringComparison.Ordinal)).Select(path => (Json(path), FileBeside(path)))];

    private string? FileBeside(string path) =>
        Paths.SingleOrDefault(other => other != path && other.StartsWith(path[..(path.LastIndexOf('/') + 1)], StringComparison.Ordinal));
}
