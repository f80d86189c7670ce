using System.Text.Json;

namespace Kpm.Tests.Drill;

/// <summary>A file of a backup that the manifest names.</summary>
/// <param name="Path">Below the folder of the backup, with slashes.</param>
/// <param name="Count">How many lines it has: documents, or blobs.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Sha256">Of all its bytes, lower-case hexadecimal.</param>
internal sealed record BackupFile(string Path, long Count, long SizeBytes, string Sha256);

/// <summary>What a backup consists of: the file <c>manifest.json</c>, written last.</summary>
/// <param name="FormatVersion">1.</param>
/// <param name="App">The version of the app whose stores were read.</param>
/// <param name="TakenTs">When the backup began; what was acknowledged before is in it. Milliseconds since 1970.</param>
/// <param name="EndedTs">When it ended; what was written between the two may be in it or not.</param>
/// <param name="Documents">One file for each container of documents and of user keys.</param>
/// <param name="Blobs">One index for each container of blobs; the index names each blob with its length and SHA-256.</param>
/// <param name="BlobBytes">The bytes of all blobs.</param>
internal sealed record BackupManifest(int FormatVersion, string App, long TakenTs, long EndedTs, IReadOnlyList<BackupFile> Documents, IReadOnlyList<BackupFile> Blobs, long BlobBytes)
{
    public const int Format = 1;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectRequiredConstructorParameters = true };

    public long DocumentCount => Documents.Sum(file => file.Count);

    public long BlobCount => Blobs.Sum(file => file.Count);
}

/// <summary>A line of an index of blobs.</summary>
internal sealed record BackupBlob(string Name, long SizeBytes, string Sha256, string? ContentType, IReadOnlyDictionary<string, string> Metadata);
