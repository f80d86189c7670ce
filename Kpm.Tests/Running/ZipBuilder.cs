using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpm.Tests.Running;

/// <summary>An archive in the form of docs/export-format.md, made by hand so that anything in it can be wrong.</summary>
internal sealed class ZipBuilder
{
    /// <summary>Path and bytes of each entry but the manifest.</summary>
    public List<(string Path, byte[] Bytes)> Entries { get; init; } = [];

    /// <summary>What the manifest says; that of <see cref="Entries"/> as they were then.</summary>
    public JsonObject Manifest { get; private set; } = [];

    /// <summary>Says in the manifest what the entries are now.</summary>
    public ZipBuilder Tell()
    {
        var entries = Entries.Select(entry => new { path = entry.Path, media_type = "application/octet-stream", size_bytes = entry.Bytes.LongLength, sha256 = Convert.ToHexStringLower(SHA256.HashData(entry.Bytes)) });
        Manifest = JsonSerializer.SerializeToNode(new { format_version = 1, account = "/users/0198c2f4-0000-7000-8000-000000000001", created_ts = 1_800_000_000_000, entries, missing = Array.Empty<object>() })!.AsObject();
        return this;
    }

    public byte[] Build(string manifestPath = "manifest.json")
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, bytes) in Entries) Add(zip, path, bytes);
            Add(zip, manifestPath, JsonSerializer.SerializeToUtf8Bytes(Manifest));
        }

        return file.ToArray();
    }

    private static void Add(ZipArchive zip, string path, byte[] bytes)
    {
        using var content = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
        content.Write(bytes);
    }
}
