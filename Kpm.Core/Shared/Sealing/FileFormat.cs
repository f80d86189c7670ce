namespace Kpm.Core.Shared.Sealing;

/// <summary>A named way to seal files. The name is stored with each file, so that files of older formats stay readable.</summary>
/// <param name="Name">Cipher, key derivation and segment size.</param>
/// <param name="Layout">Where the bytes lie.</param>
public sealed record FileFormat(string Name, SegmentLayout Layout)
{
    /// <summary>Segments of 4 MiB: the format of new files.</summary>
    public static FileFormat FourMebibytes { get; } = new("AES256-GCM-HKDF-4MB", new SegmentLayout(4 * 1024 * 1024));

    /// <summary>Segments of 4 KiB: for many small ranges.</summary>
    public static FileFormat FourKibibytes { get; } = new("AES256-GCM-HKDF-4KB", new SegmentLayout(4 * 1024));

    /// <exception cref="SealBrokenException">There is no format of this name.</exception>
    public static FileFormat Named(string name) => name switch
    {
        _ when name == FourMebibytes.Name => FourMebibytes,
        _ when name == FourKibibytes.Name => FourKibibytes,
        _ => throw new SealBrokenException("There is no file format of this name."),
    };
}
