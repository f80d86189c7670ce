using Kpm.Tests.Local;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>What would be deployed cannot be published by accident with the stand-in of the Service Bus trigger.</summary>
public sealed class PublishTests : IDisposable
{
    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal) { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1" };

    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-publish-").FullName;

    [Fact]
    public async Task Given_TheStandIn_When_Published_Then_ItStopsSaysWhatToDoAndWritesNothing()
    {
        var target = Path.Combine(_folder, "package");

        var (code, said) = await Shell.RunAsync(LocalPart.RepositoryRoot, English, "dotnet", "publish", "Kpm.Functions", "-c", LocalPart.Configuration, "--no-build", "-o", target);

        code.Should().Be(1);
        said.Should().Contain("error KPM0001:").And.Contain("make deploy").And.Contain("-p:UseServiceBusExtensionPackage=true");
        Directory.Exists(target).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
