namespace Kpm.Tests.Local.Hosting;

public sealed class WebPartTests
{
    [Fact]
    public async Task Given_SigTerm_When_AWebPartRuns_Then_ItEndsWithCode0()
    {
        var folder = Directory.CreateTempSubdirectory("kpm-").FullName;
        var exitCode = await PartRun.TerminatedWhenReadyAsync(() => Task.CompletedTask, "sinks", "--port", LocalPart.FreePort().ToString(), "--data", folder);
        exitCode.Should().Be(0);
        Directory.Delete(folder, recursive: true);
    }
}
