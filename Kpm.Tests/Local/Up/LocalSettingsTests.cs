using System.Text.Json;
using Kpm.Local.Up;

namespace Kpm.Tests.Local.Up;

/// <summary>What the function app is told in the local cloud.</summary>
public sealed class LocalSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-settings-").FullName;

    [Theory]
    [InlineData(null, "false")]
    [InlineData("off", "false")]
    [InlineData("on", "true")]
    public void Given_TheEnvironment_When_TheSettingsAreRead_Then_RateLimitsAreLiftedUnlessTurnedOn(string? rateLimits, string enabled)
    {
        var options = new UpOptions(_folder, _folder, _folder, null, [], new UpPorts(1, 2, 3, 4, 5, 6, 7, 8));

        LocalSettings.Read(options, name => name == "RATE_LIMITS" ? rateLimits : null)["RateLimits__Enabled"].Should().Be(enabled);
    }

    [Fact]
    public void Given_SecretsThatWereDrawnBeforeAnotherWasNeeded_When_Read_Then_TheyStayAndTheOtherIsAdded()
    {
        var drawn = LocalSecrets.Ensure(_folder);
        var file = Path.Combine(_folder, "secrets.json");
        File.WriteAllText(file, JsonSerializer.Serialize(drawn.Where(secret => secret.Key != "RateLimits__Key").ToDictionary()));

        var completed = LocalSecrets.Ensure(_folder);

        completed.Keys.Should().BeEquivalentTo(drawn.Keys);
        completed.Where(secret => secret.Key != "RateLimits__Key").Should().BeSubsetOf(drawn);
        LocalSecrets.Ensure(_folder).Should().BeEquivalentTo(completed);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
