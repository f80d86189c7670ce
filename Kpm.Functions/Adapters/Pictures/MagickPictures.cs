using System.Globalization;
using ImageMagick;
using ImageMagick.Formats;
using Kpm.Core.Assets;

namespace Kpm.Functions.Adapters.Pictures;

/// <summary>
/// Makes thumbnails with ImageMagick. Only the decoders of the named formats are ever asked, chosen by the first bytes and not by what the
/// uploader says; an image that would need more than the limits is refused before its pixels are read.
/// </summary>
internal sealed class MagickPictures : IPictureMaker
{
    private const uint Quality = 80;
    private const ulong MostPixels = 200_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // One at a time: the memory of two would add up.
    private static readonly SemaphoreSlim Turn = new(1);

    static MagickPictures()
    {
        ResourceLimits.Width = 32_000;
        ResourceLimits.Height = 32_000;
        ResourceLimits.ListLength = 4;
        ResourceLimits.Memory = 1024UL * 1024 * 1024;
        ResourceLimits.MaxMemoryRequest = 1024UL * 1024 * 1024;
        ResourceLimits.MaxProfileSize = 4UL * 1024 * 1024;
        // What does not fit into memory fails, instead of going to the disk in the clear.
        ResourceLimits.Area = ResourceLimits.Memory;
        ResourceLimits.Disk = 0;
    }

    public async Task<Picture?> MakeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        if (FormatOf(file.Span) is not { } format) return null;
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Turn.WaitAsync(cancellationToken);
        try
        {
            timed.CancelAfter(Longest);
            return await Task.Run(() => Make(file.Span, format, timed.Token), cancellationToken);
        }
        catch (MagickException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Turn.Release();
        }
    }

    private static Picture? Make(ReadOnlySpan<byte> file, MagickFormat format, CancellationToken cancellationToken)
    {
        var settings = new MagickReadSettings { Format = format, FrameIndex = 0, FrameCount = 1 };
        using var image = new MagickImage();
        image.Ping(file, settings);
        if ((ulong)image.Width * image.Height > MostPixels) return null;

        // A JPEG is decoded at a fraction of its size, which is what keeps large ones cheap.
        if (format == MagickFormat.Jpeg) settings.SetDefines(new JpegReadDefines { Size = new MagickGeometry(2 * Picture.LongestSide, 2 * Picture.LongestSide) });
        image.Progress += (_, step) => step.Cancel = cancellationToken.IsCancellationRequested;
        image.Read(file, settings);
        cancellationToken.ThrowIfCancellationRequested();
        var exif = image.GetExifProfile();
        image.AutoOrient();
        image.Thumbnail(new MagickGeometry(Picture.LongestSide, Picture.LongestSide) { Greater = true });
        image.BackgroundColor = MagickColors.White;
        image.Alpha(AlphaAction.Remove);
        image.TransformColorSpace(ColorProfiles.SRGB);
        image.Strip();
        image.Format = MagickFormat.Jpeg;
        image.Quality = Quality;
        return new Picture(image.ToByteArray(), TakenDate(exif), TakenAt(exif));
    }

    /// <summary>By the first bytes; null for anything that no thumbnail is made of.</summary>
    private static MagickFormat? FormatOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => MagickFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => MagickFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => MagickFormat.WebP,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f', ..] => MagickFormat.Avif,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h' or (byte)'m', (byte)'e' or (byte)'i', ..] => MagickFormat.Heic,
        _ => null,
    };

    private static string? TakenDate(IExifProfile? exif)
    {
        var text = exif?.GetValue(ExifTag.DateTimeOriginal)?.Value;
        if (!DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var taken)) return null;
        var offset = exif!.GetValue(ExifTag.OffsetTimeOriginal)?.Value;
        var isOffset = offset is { Length: 6 } && TimeSpan.TryParseExact(offset[1..], "hh\\:mm", CultureInfo.InvariantCulture, out _) && offset[0] is '+' or '-';
        return taken.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (isOffset ? offset : "");
    }

    private static string? TakenAt(IExifProfile? exif)
    {
        var latitude = Degrees(exif?.GetValue(ExifTag.GPSLatitude)?.Value, exif?.GetValue(ExifTag.GPSLatitudeRef)?.Value, "S", 90);
        var longitude = Degrees(exif?.GetValue(ExifTag.GPSLongitude)?.Value, exif?.GetValue(ExifTag.GPSLongitudeRef)?.Value, "W", 180);
        return latitude is null || longitude is null ? null : string.Create(CultureInfo.InvariantCulture, $"{latitude:0.00000}, {longitude:0.00000}");
    }

    /// <summary>From degrees, minutes and seconds; null when they are none.</summary>
    private static double? Degrees(Rational[]? parts, string? side, string negativeSide, int most)
    {
        if (parts is not [var degrees, var minutes, var seconds]) return null;
        var value = degrees.ToDouble() + (minutes.ToDouble() / 60) + (seconds.ToDouble() / 3600);
        if (!double.IsFinite(value) || value > most) return null;
        return side?.StartsWith(negativeSide, StringComparison.OrdinalIgnoreCase) == true ? -value : value;
    }
}
