using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports;

/// <summary>Gives each entry of an archive a place of its own and remembers what the manifest says of it.</summary>
public sealed class ArchiveWriter(IOpenArchive archive) : IExportWriter
{
    private const string Json = "application/json";

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { Manifest.Path };
    private readonly List<ManifestEntry> _entries = [];
    private readonly List<MissingEntry> _missing = [];

    public IReadOnlyList<ManifestEntry> Entries => _entries;

    public ImmutableArray<MissingEntry> Missing => [.. _missing];

    public async Task AddDocumentAsync<TDocument>(string path, TDocument document, CancellationToken cancellationToken) where TDocument : class
    {
        if (!_taken.Add(path)) throw new ArgumentException("There is an entry of this name.", nameof(path));
        Record(path, Json, await archive.AddDocumentAsync(path, document, cancellationToken));
    }

    /// <remarks>The first segment is tried before there is an entry. A file that is damaged further on ends there: its entry holds what was verified.</remarks>
    public async Task AddFileAsync(string folder, OpenedFile file, CancellationToken cancellationToken)
    {
        var path = Place(folder, file.Name);
        string? damage = null;
        if (await TryAsync(() => file.CopyToAsync(0, 0, Stream.Null, cancellationToken)) is { } unreadable)
        {
            NameMissing(path, unreadable);
            return;
        }

        var entry = await archive.AddFileAsync(path, CopyAsync, cancellationToken);
        Record(path, file.Type, entry);
        if (damage is null && entry.Sha256 != file.Sha256) damage = MissingEntry.FileDamaged;
        if (damage is not null) NameMissing(path, damage);

        async Task CopyAsync(Stream destination, CancellationToken token) =>
            damage = await TryAsync(() => file.CopyToAsync(0, file.SizeBytes, destination, token));
    }

    public void NameMissing(string path, string code) => _missing.Add(new MissingEntry(path, code));

    private void Record(string path, string mediaType, PlainFile entry) => _entries.Add(new ManifestEntry(path, mediaType, entry.SizeBytes, entry.Sha256));

    private string Place(string folder, string name)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = $"{folder}/{EntryName.Of(name, attempt)}";
            if (_taken.Add(path)) return path;
        }
    }

    /// <summary>Why the file cannot be read; null when it was.</summary>
    private static async Task<string?> TryAsync(Func<Task> read)
    {
        try
        {
            await read();
            return null;
        }
        catch (SealBrokenException)
        {
            return MissingEntry.FileDamaged;
        }
        catch (FileNotFoundException)
        {
            return MissingEntry.FileMissing;
        }
    }
}
