using ImageMagick;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Infra.Deploying;
using Kpm.Tests.Local;

namespace Kpm.Tests.Contracts;

/// <summary>The contract is true for somebody else: a client whose types are generated from it tells the main story to the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class TypeScriptClientTests(LazyApiWorld lazy)
{
    private const string SecondsAllowed = "180";

    [Fact]
    public async Task Given_TheGeneratedClient_When_ItTellsTheMainStory_Then_ItComesToItsEnd()
    {
        var app = (await lazy.GetAsync()).App;
        var photo = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(photo, NoisyPhoto(), TestContext.Current.CancellationToken);
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["KPM_ORIGIN"] = app.Api.GetLeftPart(UriPartial.Authority),
                ["KPM_MAILBOX"] = app.SinksAddress.GetLeftPart(UriPartial.Authority),
                ["KPM_PHOTO"] = photo,
            };

            var (code, said) = await Shell.RunAsync(
                LocalPart.RepositoryRoot, environment, "timeout", SecondsAllowed, Path.Combine("node_modules", ".bin", "tsx"), Path.Combine("clients", "typescript", "test", "scenario.ts"));

            TestContext.Current.SendDiagnosticMessage(said);
            code.Should().Be(0, $"timeout ends with 124; it said:\n{said}");
        }
        finally
        {
            File.Delete(photo);
        }
    }

    /// <summary>A photo of some megabytes that says when it was taken.</summary>
    private static byte[] NoisyPhoto()
    {
        var exif = new ExifProfile();
        exif.SetValue(ExifTag.DateTimeOriginal, "1987:06:01 12:30:05");
        using var photo = new MagickImage(MagickColors.CadetBlue, 1600, 1200) { Format = MagickFormat.Jpeg, Quality = 100 };
        photo.AddNoise(NoiseType.Random);
        photo.SetProfile(exif);
        return photo.ToByteArray();
    }
}
