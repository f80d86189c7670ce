using Kpm.Core.Notifications;

namespace Kpm.Tests.Core.Notifications;

/// <summary>What is left of what a client calls itself.</summary>
public sealed class DeviceKindTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox (Linux)")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", "Safari (iPhone)")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36", "Chrome (Android)")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0", "Edge (Windows)")]
    [InlineData("Keepem/3.1", "Keepem")]
    [InlineData("<script>alert(1)</script> http://evil.example", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Given_AUserAgent_When_Reduced_Then_OnlyProgramAndSystemAreLeft(string? userAgent, string? name) => DeviceKind.Of(userAgent).Should().Be(name);
}
