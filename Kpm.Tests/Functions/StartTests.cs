using Kpm.Functions.Composition;
using Microsoft.Extensions.Hosting;

namespace Kpm.Tests.Functions;

/// <summary>SEC-20: there is no default for a key.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Given_NoKeyMaterial_When_TheAppStarts_Then_ItStopsAndNamesEachSetting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddShared();
        using var host = builder.Build();

        var refusal = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        refusal.Should().NotBeNull();
        refusal!.ToString().Should().ContainAll("AccessKey", "UploadKey", "MailKey", "RefreshKey", "RecoveryKey", "ClaimOptions", "RateLimitOptions");
    }
}
