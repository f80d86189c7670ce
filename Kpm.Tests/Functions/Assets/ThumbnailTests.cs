using System.Net;
using ImageMagick;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Adapters.Pictures;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Thumbnails, and what a photo says of itself, through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class ThumbnailTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private ApiClient _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _owner = await _world.JoinAsync("photo");
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_APhoto_When_Uploaded_Then_ThereIsASealedThumbnailAndItsDateAndPlaceAreSuggested()
    {
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.DateTimeOriginal, "1987:06:01 12:30:05");
        exif.SetValue(ExifTag.GPSLatitude, [new Rational(41), new Rational(58), new Rational(4590, 100)]);
        exif.SetValue(ExifTag.GPSLongitude, [new Rational(2), new Rational(49), new Rational(1718, 100)]);
        using var photo = new MagickImage(MagickColors.CadetBlue, 1200, 900) { Format = MagickFormat.Jpeg };
        photo.SetProfile(exif);
        var id = await _owner.AddAssetAsync("Photo", new FileToUpload("photo.jpg", "image/jpeg", photo.ToByteArray()));

        var path = $"/assets/{id}";
        var asset = (await Eventually.GetAsync(() => _owner.GetAsync(path), found => found.Json.GetProperty("thumbnail_path").GetString() is not null, "the thumbnail")).Json;
        asset.GetProperty("thumbnail_path").GetString().Should().Be($"{path}/thumbnail");
        (asset.GetProperty("suggested_date").GetString(), asset.GetProperty("suggested_location").GetString()).Should().Be(("1987-06-01T12:30:05", "41.97942, 2.82144"));
        (asset.GetProperty("created_date").GetString(), asset.GetProperty("location").GetString()).Should().Be(((string?)null, (string?)null), "it only suggests");

        var (status, bytes) = await _owner.DownloadAsync(id, part: "thumbnail");
        using var thumbnail = new MagickImage(bytes);
        (status, thumbnail.Width, thumbnail.Height).Should().Be((200, 512u, 384u));
        (await _world.Stranger.GetAsync($"{path}/thumbnail")).ShouldBeProblem(403, "forbidden");
        using var stored = new StoredDocuments(_world.App);
        (await stored.BlobsAsync(id)).Should().HaveCount(2);
        (await stored.AggregateAsync("assets", id)).GetRawText().Should().NotContain("41.97").And.NotContain("1987-06");
        await Eventually.IsTrueAsync(async () => (await _owner.ItemsAsync("/me/assets"))[0].GetProperty("thumbnail_path").GetString() == $"{path}/thumbnail", "the list");
    }

    [Fact]
    public async Task Given_AHeicPhoto_When_Uploaded_Then_ThereIsAThumbnailThatEveryoneCanShow()
    {
        var id = await _owner.AddAssetAsync("Photo", new FileToUpload("IMG_0001.HEIC", "image/heic", HeicPhoto.Bytes));
        await Eventually.IsTrueAsync(async () => (await _owner.GetAsync($"/assets/{id}/thumbnail")).Status == HttpStatusCode.OK, "the thumbnail");
        using var thumbnail = new MagickImage((await _owner.DownloadAsync(id, part: "thumbnail")).Bytes);
        (thumbnail.Format, thumbnail.Width, thumbnail.Height).Should().Be((MagickFormat.Jpeg, 29u, 100u));
        (await _owner.DownloadAsync(id)).Bytes.Should().Equal(HeicPhoto.Bytes);
    }

    public static TheoryData<string, string, byte[]> NoPictures => new()
    {
        { "photo.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF, .. "no picture"u8] },
        { "IMG_0002.HEIC", "image/heic", HeicPhoto.InUnknownCoding() },
        { "IMG_0003.HEIC", "image/heic", HeicPhoto.Bytes[..(HeicPhoto.Bytes.Length / 2)] },
    };

    [Theory]
    [MemberData(nameof(NoPictures))]
    public async Task Given_APhotoThatCannotBeDecoded_When_Uploaded_Then_ItIsKeptAsItIsWithoutAThumbnail(string name, string type, byte[] bytes)
    {
        var file = new FileToUpload(name, type, bytes);
        var id = await _owner.AddAssetAsync("No photo", file);
        await _world.App.BusOperator.AreDrainedAsync();
        (await _owner.GetAsync($"/assets/{id}/thumbnail")).ShouldBeProblem(404, "not_found");
        (await _owner.DownloadAsync(id)).Bytes.Should().Equal(file.Bytes);
        using var stored = new StoredDocuments(_world.App);
        (await stored.FailuresAsync()).Select(failure => failure.GetRawText()).Should().NotContain(text => text.Contains(id, StringComparison.Ordinal));
    }
}
