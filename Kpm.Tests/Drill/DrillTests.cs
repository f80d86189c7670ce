using Kpm.Tests.Running;

namespace Kpm.Tests.Drill;

/// <summary>The drill runs when nothing else does: a backup is taken while somebody writes as fast as they can.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DrillAlone
{
    public const string Name = "drill";
}

/// <summary>The first part of <c>make drill</c>, with small files.</summary>
[Collection(DrillAlone.Name)]
public sealed class DrillTests
{
    [Fact]
    public async Task Given_AWorkingSystem_When_AllItsStoresAreLostAndRestored_Then_ItsPeopleGoOn()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("kpm-drill-").FullName, "backup");
        await using var output = new StringWriter();
        var log = new DrillLog(output);
        await using var system = await KpmSystem.StartAsync();
        using var story = new DrillStory(system, log, photoMebibytes: 0, parts: 1);

        try
        {
            await Drill.MainPassAsync(system, story, log, folder);
        }
        catch (Exception failure)
        {
            var troubles = system.Functions.Output.Split('\n').Where(line => line.Contains("log| Error", StringComparison.Ordinal) || line.Contains("log| Warning", StringComparison.Ordinal)).TakeLast(30);
            throw new InvalidOperationException($"{output}\n{string.Join('\n', troubles)}", failure);
        }

        TestContext.Current.SendDiagnosticMessage(output.ToString());
        log.Failed.Should().BeEmpty(output.ToString());
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }
}
