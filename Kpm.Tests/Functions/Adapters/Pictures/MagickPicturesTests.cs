using CsCheck;
using ImageMagick;
using Kpm.Core.Assets;
using Kpm.Functions.Adapters.Pictures;

namespace Kpm.Tests.Functions.Adapters.Pictures;

/// <summary>What an <see cref="IPictureMaker"/> makes of good, broken and hostile files.</summary>
public sealed class MagickPicturesTests
{
    private readonly MagickPictures _pictures = new();

    public static TheoryData<MagickFormat> Formats => [MagickFormat.Jpeg, MagickFormat.Png, MagickFormat.WebP, MagickFormat.Avif];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Given_AnImage_When_APictureIsMade_Then_ItIsASmallJpegOfTheSameShape(MagickFormat format)
    {
        var picture = (await MakeAsync(Image(format, 1600, 800)))!;
        using var thumbnail = new MagickImage(picture.Thumbnail.Span);
        (thumbnail.Format, thumbnail.Width, thumbnail.Height).Should().Be((MagickFormat.Jpeg, 512u, 256u));
        thumbnail.ProfileNames.Should().BeEmpty();
        (picture.TakenDate, picture.TakenAt).Should().Be((null, null));
    }

    [Fact]
    public async Task Given_AHeicPhoto_When_APictureIsMade_Then_ItIsAJpegOfTheSameShape()
    {
        using var thumbnail = new MagickImage((await MakeAsync(HeicPhoto.Bytes))!.Thumbnail.Span);
        (thumbnail.Format, thumbnail.Width, thumbnail.Height).Should().Be((MagickFormat.Jpeg, 29u, 100u));
    }

    [Fact]
    public async Task Given_AHeicPhotoInAnUnknownCoding_When_APictureIsAskedFor_Then_ThereIsNone() =>
        (await MakeAsync(HeicPhoto.InUnknownCoding())).Should().BeNull();

    [Fact]
    public async Task Given_ASmallImage_When_APictureIsMade_Then_ItIsNotMadeLarger()
    {
        using var thumbnail = new MagickImage((await MakeAsync(Image(MagickFormat.Png, 20, 10)))!.Thumbnail.Span);
        (thumbnail.Width, thumbnail.Height).Should().Be((20u, 10u));
    }

    [Fact]
    public async Task Given_APhotoThatSaysWhenAndWhere_When_APictureIsMade_Then_BothAreToldAndTheThumbnailSaysNeither()
    {
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.DateTimeOriginal, "1987:06:01 12:30:05");
        exif.SetValue(ExifTag.OffsetTimeOriginal, "+02:00");
        exif.SetValue(ExifTag.GPSLatitudeRef, "N");
        exif.SetValue(ExifTag.GPSLatitude, [new Rational(41), new Rational(58), new Rational(4590, 100)]);
        exif.SetValue(ExifTag.GPSLongitudeRef, "W");
        exif.SetValue(ExifTag.GPSLongitude, [new Rational(2), new Rational(49), new Rational(1718, 100)]);
        exif.SetValue(ExifTag.Orientation, (ushort)6);
        var picture = (await MakeAsync(Image(MagickFormat.Jpeg, 1000, 500, image =>
        {
            image.SetProfile(exif);
            image.Orientation = Orientation.RightTop;
        })))!;
        (picture.TakenDate, picture.TakenAt).Should().Be(("1987-06-01T12:30:05+02:00", "41.97942, -2.82144"));
        using var thumbnail = new MagickImage(picture.Thumbnail.Span);
        (thumbnail.Width, thumbnail.Height).Should().Be((256u, 512u), "it stands upright");
        thumbnail.GetExifProfile().Should().BeNull();
    }

    [Theory]
    [InlineData("1987:13:45 99:99:99")]
    [InlineData("yesterday")]
    public async Task Given_ADateThatIsNone_When_APictureIsMade_Then_NoneIsTold(string date)
    {
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.DateTimeOriginal, date);
        exif.SetValue(ExifTag.GPSLatitude, [new Rational(1), new Rational(1, 0), new Rational(1)]);
        var picture = (await MakeAsync(Image(MagickFormat.Jpeg, 10, 10, image => image.SetProfile(exif))))!;
        (picture.TakenDate, picture.TakenAt).Should().Be((null, null));
    }

    /// <summary>A file of some kilobytes that would be 900 million pixels.</summary>
    [Fact]
    public async Task Given_ADecoderBomb_When_APictureIsAskedFor_Then_ThereIsNone()
    {
        var header = Image(MagickFormat.Png, 1, 1);
        foreach (var side in new[] { 30_000, int.MaxValue }) (await MakeAsync(WithSize(header, side))).Should().BeNull();
    }

    [Fact]
    public async Task Given_AnotherFormatUnderAnImagesName_When_APictureIsAskedFor_Then_ItsDecoderIsNotAsked()
    {
        foreach (var text in new[] { "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", "push graphic-context", "%!PS", "GIF89a", "" })
            (await MakeAsync(System.Text.Encoding.ASCII.GetBytes(text))).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [InlineData(MagickFormat.Heic)]
    public async Task Given_AnAlteredImage_When_APictureIsAskedFor_Then_ThereIsOneOrNoneAndNothingElse(MagickFormat format)
    {
        var good = format == MagickFormat.Heic ? HeicPhoto.Bytes : Image(format, 60, 40);
        await Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).SampleAsync(async (at, value, length) =>
        {
            var altered = good[..length];
            if (at < length) altered[at] = value;
            await MakeAsync(altered);
        }, iter: 200, threads: 1);
    }

    private Task<Picture?> MakeAsync(byte[] file) => _pictures.MakeAsync(file, TestContext.Current.CancellationToken);

    private static byte[] Image(MagickFormat format, uint width, uint height, Action<MagickImage>? change = null)
    {
        using var image = new MagickImage(MagickColors.CadetBlue, width, height) { Format = format };
        change?.Invoke(image);
        return image.ToByteArray();
    }

    /// <summary>The same PNG, with another size in its header.</summary>
    private static byte[] WithSize(byte[] png, int side)
    {
        var bomb = png.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), side);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), side);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), System.IO.Hashing.Crc32.HashToUInt32(bomb.AsSpan(12, 17)));
        return bomb;
    }
}
