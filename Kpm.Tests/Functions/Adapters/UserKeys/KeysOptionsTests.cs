using System.Globalization;
using System.Text.Json;
using Kpm.Functions.Adapters.UserKeys;
using Kpm.Tests.Local;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

public sealed class KeysOptionsTests
{
    /// <summary>A rotation destroys the old key once nobody can be working with what they read before; the platform ends work later than this otherwise.</summary>
    [Fact]
    public void Given_TheHostsTimeOut_When_ComparedWithTheLongestWork_Then_ThePlatformEndsItBefore()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "host.json")));

        var timeOut = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);

        new KeysOptions().Times.LongestWork.Should().BeGreaterThan(timeOut);
    }

    [Fact]
    public void Given_NoSettings_When_Read_Then_TheTimesAreThoseOfTheDecision() =>
        new KeysOptions().Times.Should().BeEquivalentTo(new { InMemory = TimeSpan.FromMinutes(5), LongestWork = TimeSpan.FromMinutes(11), InBackups = TimeSpan.FromDays(30) });
}
