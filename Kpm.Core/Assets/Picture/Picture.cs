namespace Kpm.Core.Assets;

/// <summary>What was made of an image.</summary>
/// <param name="Thumbnail">A JPEG without any metadata, at most <see cref="LongestSide"/> pixels on its longer side.</param>
/// <param name="TakenDate">When the image says that it was taken, as ISO 8601, with an offset if it says one; null if it does not say.</param>
/// <param name="TakenAt">Where it says that it was taken: latitude and longitude in decimal degrees (WGS 84); null if it does not say.</param>
public sealed record Picture(ReadOnlyMemory<byte> Thumbnail, string? TakenDate, string? TakenAt)
{
    public const string ThumbnailType = "image/jpeg";

    /// <summary>In pixels.</summary>
    public const int LongestSide = 512;

    /// <summary>The largest file that a thumbnail is made of, in bytes: it is read into memory.</summary>
    public const long LargestSourceBytes = 64 * 1024 * 1024;

    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/avif"];

    /// <summary>Whether a thumbnail can be made of such a file.</summary>
    public static bool CanBeMadeOf(string fileType, long sizeBytes) =>
        sizeBytes is > 0 and <= LargestSourceBytes && Types.Contains(fileType, StringComparer.OrdinalIgnoreCase);

    /// <summary>Never the place: it must not reach a log.</summary>
    public override string ToString() => nameof(Picture);
}

/// <summary>Makes pictures of image files, which may be broken or hostile.</summary>
public interface IPictureMaker
{
    /// <summary>The picture, or null when the file is not an image that can be read within bounded time and memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<Picture?> MakeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken);
}
