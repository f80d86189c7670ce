using Kpm.Tests.Running;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>A package is deployed only when the host would start all of its functions.</summary>
public sealed class VerifyPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-package-").FullName;

    [Fact]
    public async Task Given_APackageWithAnExtensionForEachTrigger_When_Verified_Then_ItMayBeDeployed()
    {
        (await OfZipAsync(MadePackage.Good())).Should().Be((0, "the package has an extension for each trigger"));
        (await OfFolderAsync(MadePackage.Good())).Should().Be((0, "the package has an extension for each trigger"));
    }

    [Theory]
    [InlineData(PackageRules.Host, "host.json is missing")]
    [InlineData(PackageRules.Functions, "functions.metadata is missing")]
    [InlineData(PackageRules.Extensions, "extensions.json is missing")]
    [InlineData("Kpm.Functions.dll", "Kpm.Functions.dll is missing")]
    [InlineData(".azurefunctions/Microsoft.Azure.WebJobs.Extensions.ServiceBus.dll", "the extension ServiceBus of extensions.json is not in the package")]
    public async Task Given_APackageThatLacksAFile_When_Verified_Then_ItIsRefused(string name, string fault)
    {
        var files = MadePackage.Good();
        files.Remove(name);

        (await OfZipAsync(files)).Should().Be((1, $"refused: {fault}"));
        (await OfFolderAsync(files)).Should().Be((1, $"refused: {fault}"));
    }

    [Theory]
    [InlineData(PackageRules.Host, "{ ", "host.json is not JSON")]
    [InlineData(PackageRules.Host, "null", "host.json is not JSON")]
    [InlineData(PackageRules.Host, "[]", "host.json is not of version 2.0")]
    [InlineData(PackageRules.Functions, "[{]", "functions.metadata is not JSON")]
    [InlineData(PackageRules.Functions, "[]", "functions.metadata names no function")]
    [InlineData(PackageRules.Functions, "{}", "functions.metadata names no function")]
    [InlineData(PackageRules.Functions, """[{ "name": "Me", "scriptFile": "Kpm.Functions.dll" }]""", "'nothing' of 1 functions, such as Me: no extension is known for it")]
    [InlineData(PackageRules.Extensions, "", "extensions.json is not JSON")]
    [InlineData(PackageRules.Extensions, "{}", "extensions.json has no list of extensions")]
    [InlineData(PackageRules.Extensions, """{ "extensions": [] }""", "'serviceBusTrigger' of 1 functions, such as SendEmail: extensions.json has no ServiceBus")]
    [InlineData("Kpm.Functions.dll", "not an assembly", "Kpm.Functions.dll holds the stand-in of the Service Bus trigger or cannot be read")]
    public async Task Given_AFileThatIsNotWhatItMustBe_When_Verified_Then_ThePackageIsRefused(string name, string text, string fault)
    {
        var files = MadePackage.Good();
        files[name] = System.Text.Encoding.UTF8.GetBytes(text);

        (await OfZipAsync(files)).Should().Be((1, $"refused: {fault}"));
    }

    [Fact]
    public async Task Given_ABindingThatNobodyKnows_When_Verified_Then_ThePackageIsRefused()
    {
        var files = MadePackage.Good();
        files[PackageRules.Functions] = MadePackage.Json(new[] { MadePackage.Function("OnUpload", "blobTrigger") });

        (await OfZipAsync(files)).Should().Be((1, "refused: 'blobTrigger' of 1 functions, such as OnUpload: no extension is known for it"));
    }

    [Fact]
    public async Task Given_TheAppWithTheStandIn_When_Verified_Then_BothSignsOfItAreNamed()
    {
        var (code, said) = await SayAsync(KpmSystem.AppFolder);

        code.Should().Be(1);
        said.Split(Environment.NewLine).Should().HaveCount(2)
            .And.Contain(fault => fault.StartsWith("refused: 'serviceBusTrigger' of ", StringComparison.Ordinal) && fault.EndsWith("extensions.json has no ServiceBus", StringComparison.Ordinal))
            .And.Contain("refused: Kpm.Functions.dll holds the stand-in of the Service Bus trigger or cannot be read");
    }

    [Fact]
    public async Task Given_AFileThatIsNoZip_When_Verified_Then_ItIsRefused()
    {
        var path = Path.Combine(_folder, "kpm.zip");
        await File.WriteAllTextAsync(path, "no zip", TestContext.Current.CancellationToken);

        (await SayAsync(path)).Code.Should().Be(1);
        (await SayAsync(Path.Combine(_folder, "absent.zip"))).Code.Should().Be(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Said)> OfZipAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var path = Path.Combine(_folder, "made.zip");
        await MadePackage.ZipAsync(path, files);
        return await SayAsync(path);
    }

    private async Task<(int Code, string Said)> OfFolderAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var path = Path.Combine(_folder, "made");
        MadePackage.WriteFolder(path, files);
        return await SayAsync(path);
    }

    private static async Task<(int Code, string Said)> SayAsync(string path)
    {
        using var output = new StringWriter();
        return (await VerifyPackage.RunAsync(path, output), output.ToString().TrimEnd());
    }
}
