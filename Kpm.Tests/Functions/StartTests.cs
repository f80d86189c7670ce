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

    /// <summary>Passkeys of a domain that nobody named would be good for nothing, or for somebody else.</summary>
    [Fact]
    public async Task Given_NoDomainOfPasskeys_When_TheAppStarts_Then_ItStopsAndNamesEachSetting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddShared().AddUsers();
        using var host = builder.Build();

        var refusal = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        refusal.Should().NotBeNull();
        refusal!.ToString().Should().ContainAll("PasskeyOptions", "RelyingPartyId", "Origins");
    }
}
