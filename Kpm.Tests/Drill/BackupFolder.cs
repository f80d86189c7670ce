using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kpm.Tests.Drill;

/// <summary>The folder of a backup: a file of lines for each container of documents, an index and a folder of files for each container of blobs, and the manifest.</summary>
/// <param name="path">Where it is.</param>
internal sealed class BackupFolder(string path)
{
    private const string ManifestName = "manifest.json";
    private const string DigestName = "manifest.sha256";

    public static string DocumentsOf(string database, string container) => $"documents/{database}/{container}.ndjson";

    public static string IndexOf(string container) => $"blobs/{container}.ndjson";

    /// <summary>A name that no file system understands otherwise.</summary>
    public static string FileOf(string container, string blob) =>
        $"blobs/{container}/{string.Join('/', blob.Split('/').Select(part => Uri.EscapeDataString(part).Replace(".", "%2E", StringComparison.Ordinal)))}";

    /// <summary>Makes the folder, for its owner only: e-mail addresses and digests of passwords are in it.</summary>
    /// <exception cref="BackupRefusedException">There is something in it.</exception>
    public void Create()
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new BackupRefusedException($"{path} is not empty");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public DigestStream Write(string file)
    {
        var full = Full(file);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new DigestStream(new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024, useAsync: true));
    }

    public void Delete(string file) => File.Delete(Full(file));

    public FileStream Read(string file) => new(Full(file), FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, useAsync: true);

    public IAsyncEnumerable<string> LinesAsync(string file) => File.ReadLinesAsync(Full(file));

    public async IAsyncEnumerable<BackupBlob> BlobsAsync(string index, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var line in File.ReadLinesAsync(Full(index), cancellationToken)) yield return JsonSerializer.Deserialize<BackupBlob>(line, BackupManifest.Json)!;
    }

    /// <summary>The backup is whole: until then there is no manifest, and nobody restores it.</summary>
    public async Task CompleteAsync(BackupManifest manifest)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json);
        await File.WriteAllTextAsync(Full(DigestName), DigestOf(bytes));
        await File.WriteAllBytesAsync(Full(ManifestName), bytes);
    }

    /// <summary>Reads the manifest and holds every file against it.</summary>
    /// <exception cref="BackupRefusedException">A file is missing, changed, or not named.</exception>
    public async Task<(BackupManifest Manifest, string Digest)> VerifyAsync()
    {
        var (manifest, digest) = await ManifestAsync();
        var named = 2L;
        foreach (var file in manifest.Documents.Concat(manifest.Blobs))
        {
            await CheckAsync(file.Path, file.SizeBytes, file.Sha256);
            named++;
        }

        foreach (var index in manifest.Blobs)
        {
            await foreach (var blob in BlobsAsync(index.Path))
            {
                await CheckAsync(FileOf(Path.GetFileNameWithoutExtension(index.Path), blob.Name), blob.SizeBytes, blob.Sha256);
                named++;
            }
        }

        var there = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).LongCount();
        return there == named ? (manifest, digest) : throw new BackupRefusedException($"{there - named} files are there that the manifest does not name");
    }

    private async Task<(BackupManifest Manifest, string Digest)> ManifestAsync()
    {
        if (!File.Exists(Full(ManifestName)) || !File.Exists(Full(DigestName))) throw new BackupRefusedException("there is no manifest: the backup did not end");
        var bytes = await File.ReadAllBytesAsync(Full(ManifestName));
        var digest = DigestOf(bytes);
        if (await File.ReadAllTextAsync(Full(DigestName)) != digest) throw new BackupRefusedException("the manifest was changed");
        var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, BackupManifest.Json)!;
        return manifest.FormatVersion == BackupManifest.Format ? (manifest, digest) : throw new BackupRefusedException($"format {manifest.FormatVersion} is not known");
    }

    private async Task CheckAsync(string file, long length, string digest)
    {
        if (!File.Exists(Full(file))) throw new BackupRefusedException($"{file} is missing");
        await using var content = Read(file);
        if (content.Length != length || Convert.ToHexStringLower(await SHA256.HashDataAsync(content)) != digest) throw new BackupRefusedException($"{file} was changed");
    }

    private string Full(string file) => Path.Combine(path, file);

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
