using System.Net;
using ImageMagick;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>A grandmother puts a photo and a long film into her vault over a bad line, shares the film with her daughter, and takes back what she removed by mistake.</summary>
[Collection(ApiTests.Name)]
public sealed class FamilyAlbumTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_AGrandmotherAndHerDaughter_When_TheyKeepAnAlbum_Then_NothingIsLostAndEachKeepsTheirOwn()
    {
        var system = (await lazy.GetAsync()).App;
        var (grandmotherPerson, daughterPerson) = (Person.New("grandma"), Person.New("daughter"));
        using var grandmother = await JoinAsync(system, grandmotherPerson, null);
        var code = (await grandmother.GetAsync("/me")).Json.GetProperty("referral_code").GetString();
        using var daughter = await JoinAsync(system, daughterPerson, code);
        var keep = (await Eventually.GetAsync(() => grandmother.ItemsAsync("/me/keeps"), found => found.Count == 1, "the daughter's wish"))[0].GetProperty("id").GetString();
        (await grandmother.PutAsync("/me/keeps/accept", new { keep_id = keep })).Status.Should().Be(HttpStatusCode.NoContent);

        var photo = await PhotoAsync(grandmother);
        var (film, bytes) = await FilmAsync(grandmother, daughter.UserId);
        await SharedAsync(grandmother, daughter, film, bytes);
        await MistakeAsync(grandmother, photo);
    }

    /// <summary>The photo tells when it was taken, and she agrees.</summary>
    private static async Task<string> PhotoAsync(ApiClient grandmother)
    {
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.DateTimeOriginal, "1961:08:15 17:00:00");
        using var image = new MagickImage(MagickColors.Wheat, 800, 600) { Format = MagickFormat.Jpeg };
        image.SetProfile(exif);
        var photo = await grandmother.AddAssetAsync("The wedding", new FileToUpload("wedding.jpg", "image/jpeg", image.ToByteArray()));
        var suggested = await Eventually.GetAsync(
            async () => (await grandmother.GetAsync($"/assets/{photo}")).Json.GetProperty("suggested_date").GetString(), date => date is not null, "the date of the photo");
        (await grandmother.PatchAsync($"/assets/{photo}", new { created_date = suggested, tags = new[] { "wedding" } })).Status.Should().Be(HttpStatusCode.NoContent);
        (await grandmother.GetAsync($"/assets/{photo}")).Json.GetProperty("created_date").GetString().Should().StartWith("1961-08-15");
        (await grandmother.DownloadAsync(photo, part: "thumbnail")).Status.Should().Be(200);
        return photo;
    }

    /// <summary>The line breaks: the second part arrives first, the first twice, and in between another device asks what is there.</summary>
    private static async Task<(string Film, byte[] Bytes)> FilmAsync(ApiClient grandmother, string daughter)
    {
        var created = await grandmother.PostAsync("/assets", new
        {
            title = "Summer",
            description = "",
            file_name = "summer.mp4",
            file_type = "video/mp4",
            file_size_bytes = 9_000_000,
            owners_id = new[] { grandmother.UserId, daughter },
        });
        var opened = await grandmother.PostAsync(PartedUpload.PlaceOf(created.Location!), new { file_name = "summer.mp4", file_type = "video/mp4" });
        var film = created.Location!.ToString().Split('/')[4];
        var upload = new PartedUpload(grandmother, film, opened.Location!.ToString());
        var (first, second) = (FileToUpload.Binary(5_000_000).Bytes, FileToUpload.Binary(4_000_000).Bytes);
        foreach (var (number, part) in new[] { (2, second), (1, second), (1, first) }) (await upload.PutAsync(number, part)).Response.EnsureSuccessStatusCode();
        (await upload.ReadAsync()).GetProperty("parts").GetArrayLength().Should().Be(2);
        byte[] whole = [.. first, .. second];
        (await upload.CompleteAsync([(1, first), (2, second)], whole)).Status.Should().Be(HttpStatusCode.Accepted);
        (await upload.EndAsync()).Should().Be("completed");
        return (film, whole);
    }

    /// <summary>Both own the film; the grandmother makes room, and the daughter keeps it.</summary>
    private static async Task SharedAsync(ApiClient grandmother, ApiClient daughter, string film, byte[] bytes)
    {
        (await daughter.DownloadAsync(film, "bytes=4999990-5000009")).Bytes.Should().Equal(bytes[4_999_990..5_000_010]);
        (await grandmother.DeleteAsync($"/assets/{film}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await grandmother.DownloadAsync(film)).Status.Should().Be(403);
        (await daughter.DownloadAsync(film)).Bytes.Should().Equal(bytes);
    }

    private static async Task MistakeAsync(ApiClient grandmother, string photo)
    {
        (await grandmother.DeleteAsync($"/assets/{photo}")).Status.Should().Be(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => await grandmother.CountAsync("/me/assets/trash") == 1, "the photo in the trash");
        (await grandmother.PutAsync($"/assets/{photo}/restore", new { })).Status.Should().Be(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => (await grandmother.GetAsync("/me/assets/tag-cloud")).Body == """{"wedding":1}""", "the photo back in the album");
    }

    private static async Task<ApiClient> JoinAsync(KpmSystem system, Person person, string? code)
    {
        var client = system.NewClient();
        (await client.RegisterAsync(person, code)).Status.Should().Be(HttpStatusCode.Created);
        await client.ActivateAsync(await system.Mailbox.ActivationLinkAsync(person.Email));
        (await client.LogInAsync(person)).Status.Should().Be(HttpStatusCode.OK);
        return client;
    }
}
