using System.Collections.Immutable;

namespace Kpm.Core.Exports;

/// <summary>What an archive holds: its last entry, which names all others. See docs/export-format.md.</summary>
/// <param name="FormatVersion">Version of the layout.</param>
/// <param name="Account">Whose archive it is, as <c>/users/{id}</c>.</param>
/// <param name="CreatedTs">When it was begun, in milliseconds since 1970.</param>
/// <param name="Entries">All entries but the manifest, in their order.</param>
/// <param name="Missing">What could not be opened, and so is not there, or not whole.</param>
public sealed record Manifest(int FormatVersion, string Account, long CreatedTs, IReadOnlyList<ManifestEntry> Entries, ImmutableArray<MissingEntry> Missing)
{
    public const string Path = "manifest.json";
    public const int CurrentVersion = 1;
}

/// <summary>An entry of an archive.</summary>
/// <param name="Path">Its place in the archive.</param>
/// <param name="MediaType">Media type.</param>
/// <param name="SizeBytes">Length in bytes.</param>
/// <param name="Sha256">Digest, 64 lower-case hexadecimal characters.</param>
public sealed record ManifestEntry(string Path, string MediaType, long SizeBytes, string Sha256)
{
    /// <summary>Never the path: it must not reach a log.</summary>
    public override string ToString() => nameof(ManifestEntry);
}

/// <summary>Something that could not be opened.</summary>
/// <param name="Path">Where it would be, or where its beginning is.</param>
/// <param name="Code">A stable word for why.</param>
public sealed record MissingEntry(string Path, string Code)
{
    /// <summary>The bytes do not verify.</summary>
    public const string FileDamaged = "file_damaged";

    /// <summary>The bytes are not in the store.</summary>
    public const string FileMissing = "file_missing";

    /// <summary>Never the path: it must not reach a log.</summary>
    public override string ToString() => $"MissingEntry {{ Code = {Code} }}";
}
