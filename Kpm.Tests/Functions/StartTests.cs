using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kpm.Core.Notifications;
using Kpm.Functions.Composition;
using Kpm.Functions.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions;

/// <summary>SEC-20: there is no default for a key.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Given_NoKeyMaterial_When_TheAppStarts_Then_ItStopsAndNamesEachSetting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddShared().AddHttp();
        using var host = builder.Build();

        var refusal = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        refusal.Should().NotBeNull();
        refusal!.ToString().Should().ContainAll("AccessKey", "UploadKey", "MailKey", "RefreshKey", "RecoveryKey", "ClaimOptions", "RateLimitOptions");
    }

    /// <summary>The guard of specification §8: outside prod every account carries the environment's name.</summary>
    [Theory]
    [InlineData("dev", "https://kpm-dev-documents.documents.azure.com", null)]
    [InlineData("dev", "http://127.0.0.1:7020/", null)]
    [InlineData("prod", "https://anything.documents.azure.com", null)]
    [InlineData("dev", "https://kpm-prod-documents.documents.azure.com", "Cosmos:Endpoint")]
    [InlineData("qa", "https://documents.qa.azure.com", "Cosmos:Endpoint")]
    [InlineData("test", "http://127.0.0.1:7020/", "ENVIRONMENT")]
    [InlineData("", "http://127.0.0.1:7020/", "ENVIRONMENT")]
    public async Task Given_AnAccountAndAnEnvironment_When_TheAppStarts_Then_ItRunsOnlyWithItsOwn(string environment, string endpoint, string? refused)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new(EnvironmentOptions.Setting, environment), new("Cosmos:Endpoint", endpoint), new("ServiceBus:fullyQualifiedNamespace", $"kpm-{environment}-bus.servicebus.windows.net")]);
        builder.Services.AddShared().AddHttp();
        using var app = builder.Build();

        var refusal = await Record.ExceptionAsync(() => app.StartAsync(TestContext.Current.CancellationToken));

        if (refused is null) refusal!.ToString().Should().NotContain(nameof(EnvironmentOptions), "other settings are missing here, not these");
        else refusal!.ToString().Should().Contain(nameof(EnvironmentOptions)).And.Contain(refused);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://127.0.0.1")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "half")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "1.5")]
    public async Task Given_APlaceForTelemetryThatIsNone_When_TheAppStarts_Then_ItStopsAndNamesTheSetting(string setting, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new(setting, value)]);
        builder.Services.AddTelemetry(builder.Configuration);
        using var host = builder.Build();

        var refusal = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        refusal!.ToString().Should().Contain(setting);
    }

    /// <summary>A collector of the house and Application Insights, at once.</summary>
    [Fact]
    public async Task Given_TwoPlacesForTelemetry_When_TheAppStarts_Then_ItRuns()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"),
            new("OTEL_TRACES_SAMPLER_ARG", "0.1"),
            new("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/"),
        ]);
        builder.Services.AddTelemetry(builder.Configuration);
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<OpenTelemetry.Trace.TracerProvider>().Should().NotBeNull();
    }

    /// <summary>A service account that is not whole would be found out by the first push message.</summary>
    [Fact]
    public async Task Given_APartOfTheAccessToPushMessages_When_TheAppStarts_Then_ItStopsAndNamesEachSetting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Fcm:ProjectId", "kpm"), new("Reminders:LeadTime", "2.00:00:00")]);
        builder.Services.AddPush();
        using var host = builder.Build();

        var refusal = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        refusal.Should().NotBeNull();
        refusal!.ToString().Should().ContainAll("FcmOptions", "ClientEmail", "PrivateKey", "ReminderOptions");
    }

    /// <summary>SEC-19: mails go where the certificate is checked; what the mail service tells is believed by its signature only.</summary>
    [Theory]
    [InlineData("http://mail.example.com", null, "Host")]
    [InlineData("mail.example.com", null, "Host")]
    [InlineData(null, "bm8ga2V5", "WebhookKey")]
    [InlineData(null, "no base64", "WebhookKey")]
    public async Task Given_AMailServiceThatCannotBeTrusted_When_TheAppStarts_Then_ItStopsAndNamesTheSetting(string? host, string? key, string setting)
    {
        using var webhook = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("SendGrid:ApiKey", "SG.x"), new("SendGrid:Host", host ?? "https://api.sendgrid.com"), new("SendGrid:WebhookKey", key ?? Convert.ToBase64String(webhook.ExportSubjectPublicKeyInfo())),
            new("Mail:SenderAddress", "hello@keepem.app"), new("Mail:FounderNames", "Laia"),
        ]);
        builder.Services.AddMail();
        using var app = builder.Build();

        var refusal = await Record.ExceptionAsync(() => app.StartAsync(TestContext.Current.CancellationToken));

        refusal.Should().BeOfType<OptionsValidationException>().Which.Message.Should().Contain("SendGridOptions").And.Contain(setting);
    }

    [Fact]
    public async Task Given_NoAccessToPushMessages_When_TheAppStarts_Then_ItRunsAndSaysOnceThatNoneAreSent()
    {
        var log = new LinesOfLog();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPush().AddSingleton<ILoggerProvider>(log);
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<IPushSender>().CanSend.Should().BeFalse();
        log.Lines.Where(line => line.Contains("push", StringComparison.Ordinal)).Should().ContainSingle();
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class LinesOfLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }

    /// <summary>Passkeys of a domain that nobody named would be good for nothing, or for somebody else.</summary>
    [Fact]
    public async Task Given_NoDomainOfPasskeys_When_TheAppStarts_Then_ItStopsAndNamesEachSetting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddShared().AddHttp().AddUsers();
        using var host = builder.Build();

        var refusal = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));

        refusal.Should().NotBeNull();
        refusal!.ToString().Should().ContainAll("PasskeyOptions", "RelyingPartyId", "Origins");
    }
}
