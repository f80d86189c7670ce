using System.Text.Json.Nodes;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra;

/// <summary>Each setting that the app binds is set in Azure or left to its default on purpose, and stands in the example.</summary>
public sealed class SettingsTests
{
    /// <summary>Only the local cloud sets them.</summary>
    private static readonly string[] LocalOnly = ["Blobs__ConnectionString", "Cosmos__Key", "Cosmos__KeysKey", "KeyVault__LocalCertificate", "SendGrid__Host"];

    /// <summary>Set when a parameter asks for them.</summary>
    private static readonly string[] OnDemand = ["Fcm__ClientEmail", "Fcm__PrivateKey", "Fcm__ProjectId", "Tokens__PreviousAccessKey"];

    /// <summary>The same in every environment: the default of the code.</summary>
    private static readonly string[] Defaults =
    [
        "Assets__AllowAnyCoOwner", "Assets__MaximumUploadBytes", "Assets__QuotaMegabytes", "Assets__UploadLifetimeSeconds",
        "Fcm__Host", "Fcm__TokenUri", "OTEL_EXPORTER_OTLP_ENDPOINT", "Keys__CacheSeconds", "Keys__LongestWorkSeconds",
        "Mail__BoardDailyCap", "Mail__DailyCap", "Mail__Lease", "Mail__SenderName",
        "Passkeys__RelyingPartyName", "RateLimits__TrustedProxies", "Reminders__LeadTime", "Retry__PauseScale",
    ];

    /// <summary>Not bound by an options class: read by the platform, the clients of Azure or where the bus is opened.</summary>
    private static readonly string[] OfThePlatform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID", "ENVIRONMENT",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
        "ServiceBus__clientId", "ServiceBus__credential", "ServiceBus__fullyQualifiedNamespace",
    ];

    private static readonly string[] Secrets =
    [
        "Claims__Key", "RateLimits__Key", "SendGrid__ApiKey", "SendGrid__WebhookKey",
        "Tokens__AccessKey", "Tokens__MailKey", "Tokens__RecoveryKey", "Tokens__RefreshKey", "Tokens__UploadKey",
    ];

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_TheSettingsThatTheAppBinds_When_ComparedWithTheTemplate_Then_EachIsSetOrLeftOnPurpose(string environment)
    {
        var figures = AppSettingNames.All.Where(name => name.StartsWith("RateLimits__", StringComparison.Ordinal) && name.Split("__").Length == 3);

        PredictedEnvironment.Read(environment).Settings.Keys.Except(OfThePlatform)
            .Should().BeEquivalentTo(AppSettingNames.All.Except(LocalOnly).Except(OnDemand).Except(Defaults).Except(figures));
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public void Given_TheSecrets_When_TheTemplateSetsThem_Then_TheyAreReferencesToTheVault(string environment)
    {
        var settings = PredictedEnvironment.Read(environment).Settings;

        settings.Where(setting => setting.Value.Contains("@Microsoft.KeyVault(", StringComparison.Ordinal)).Select(setting => setting.Key).Should().BeEquivalentTo(Secrets);
        settings["ENVIRONMENT"].Should().Be(environment);
    }

    [Fact]
    public void Given_TheExample_When_ComparedWithTheOptions_Then_ItNamesJustThoseSettings()
    {
        var example = JsonNode.Parse(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "local.settings.example.json")))!["Values"]!.AsObject().Select(value => value.Key);

        example.Except(["FUNCTIONS_WORKER_RUNTIME", "ENVIRONMENT", "ServiceBus"]).Should().BeEquivalentTo(AppSettingNames.All);
    }
}
