using System.Buffers;
using System.Collections.ObjectModel;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Core.Exports;
using Kpm.Functions.Http;

namespace Kpm.Tests.Running;

/// <summary>The archive is not what docs/export-format.md says, or not what its manifest says.</summary>
public sealed class ArchiveRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);

/// <summary>
/// Reads the archive of an export without trust in it, in constant memory and without writing anything: every byte is held against the
/// manifest, and names that lead elsewhere, entries that are not named, sizes that lie and bombs are refused.
/// </summary>
public static class ArchiveReader
{
    /// <summary>Far more than a hundred thousand entries need.</summary>
    private const long LongestManifestBytes = 64 * 1024 * 1024;

    /// <summary>Deflate cannot make more out of a byte.</summary>
    private const long MostPerCompressedByte = 1032;

    private static readonly JsonSerializerOptions Json = new(Reply.Json) { AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads all of it.</summary>
    /// <param name="file">The archive; seekable.</param>
    /// <param name="take">Is given the bytes of each entry, piece by piece. They are true only if no refusal follows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArchiveRefusedException">The archive is not true.</exception>
    public static async Task<Manifest> ReadAsync(Stream file, Action<string, ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            CheckEntries(zip.Entries, file.Length);
            var manifest = await ReadManifestAsync(zip.Entries[^1], take, cancellationToken);
            if (!manifest.Entries.Select(entry => entry.Path).Append(Manifest.Path).SequenceEqual(zip.Entries.Select(entry => entry.FullName), StringComparer.Ordinal))
                throw new ArchiveRefusedException("The entries are not those that the manifest names.");
            foreach (var (named, entry) in manifest.Entries.Zip(zip.Entries)) await CheckEntryAsync(named, entry, take, cancellationToken);
            return manifest;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or IOException or NotSupportedException or JsonException or ArgumentException or OverflowException)
        {
            throw new ArchiveRefusedException("This is not a whole archive.", broken);
        }
    }

    private static void CheckEntries(ReadOnlyCollection<ZipArchiveEntry> entries, long fileLength)
    {
        if (entries.Count == 0 || entries[^1].FullName != Manifest.Path) throw new ArchiveRefusedException("The last entry is not the manifest.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long compressed = 0;
        foreach (var entry in entries)
        {
            if (!IsSafe(entry.FullName)) throw new ArchiveRefusedException("A name leads out of its folder, or is none.");
            if (!names.Add(entry.FullName)) throw new ArchiveRefusedException("Two entries have one name.");
            if (entry.Length > (entry.CompressedLength + 1) * MostPerCompressedByte) throw new ArchiveRefusedException("An entry claims more bytes than it can hold.");
            compressed += entry.CompressedLength;
        }

        if (compressed > fileLength) throw new ArchiveRefusedException("Entries share their bytes.");
    }

    /// <summary>Below the folder where it is put, on every file system.</summary>
    private static bool IsSafe(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..") && !part.AsSpan().ContainsAny('\\', ':', '\0') && !part.Any(char.IsControl));

    private static async Task<Manifest> ReadManifestAsync(ZipArchiveEntry entry, Action<string, ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        if (entry.Length > LongestManifestBytes) throw new ArchiveRefusedException("The manifest is too long.");
        using var text = new MemoryStream();
        await CopyAsync(entry, bytes => text.Write(bytes), cancellationToken);
        var bytes = text.GetBuffer().AsMemory(0, (int)text.Length);
        var manifest = JsonSerializer.Deserialize<Manifest>(bytes.Span, Json);
        if (manifest is not { FormatVersion: Manifest.CurrentVersion }) throw new ArchiveRefusedException("The format is another one.");
        if (manifest.Entries.Any(named => named is null) || manifest.Missing.Any(missing => missing is null)) throw new ArchiveRefusedException("The manifest is none.");
        take(entry.FullName, bytes.Span);
        return manifest;
    }

    private static async Task CheckEntryAsync(ManifestEntry named, ZipArchiveEntry entry, Action<string, ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        if (entry.Length != named.SizeBytes) throw new ArchiveRefusedException("An entry has another length than the manifest says.");
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        take(entry.FullName, []);
        await CopyAsync(entry, bytes =>
        {
            digest.AppendData(bytes);
            take(entry.FullName, bytes);
        }, cancellationToken);
        if (Convert.ToHexStringLower(digest.GetHashAndReset()) != named.Sha256) throw new ArchiveRefusedException("An entry has another digest than the manifest says.");
    }

    /// <summary>Not a byte more than the entry claims, and not one less.</summary>
    private static async Task CopyAsync(ZipArchiveEntry entry, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        await using var content = await entry.OpenAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0L;
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; take(buffer.AsSpan(0, read)))
                if ((length += read) > entry.Length) throw new ArchiveRefusedException("An entry is longer than it claims.");
            if (length != entry.Length) throw new ArchiveRefusedException("An entry is shorter than it claims.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
