namespace Kpm.Core.Shared.Sealing;

/// <summary>A named way to seal files. The name is stored with each file, so that files of older formats stay readable.</summary>
/// <param name="Name">Cipher, key derivation and segment size, and whether the file lies in parts.</param>
/// <param name="Layout">Where the bytes of each stream lie.</param>
/// <param name="IsInParts">The file is a table of parts, each a stream of its own; else it is one stream.</param>
public sealed record FileFormat(string Name, SegmentLayout Layout, bool IsInParts = false)
{
    /// <summary>Segments of 4 MiB: the format of new files.</summary>
    public static FileFormat FourMebibytes { get; } = new("AES256-GCM-HKDF-4MB", new SegmentLayout(4 * 1024 * 1024));

    /// <summary>Segments of 4 KiB: for many small ranges.</summary>
    public static FileFormat FourKibibytes { get; } = new("AES256-GCM-HKDF-4KB", new SegmentLayout(4 * 1024));

    /// <summary>The same for files that were uploaded in parts.</summary>
    public FileFormat InParts => new($"{Name}-PARTS", Layout, IsInParts: true);

    /// <exception cref="SealBrokenException">There is no format of this name.</exception>
    public static FileFormat Named(string name) => name switch
    {
        _ when name == FourMebibytes.Name => FourMebibytes,
        _ when name == FourKibibytes.Name => FourKibibytes,
        _ when name == FourMebibytes.InParts.Name => FourMebibytes.InParts,
        _ when name == FourKibibytes.InParts.Name => FourKibibytes.InParts,
        _ => throw new SealBrokenException("There is no file format of this name."),
    };
}
