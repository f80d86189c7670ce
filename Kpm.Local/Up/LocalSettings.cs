using Kpm.Local.Blob;
using Kpm.Local.Cosmos;
using Kpm.Local.FunctionsHost;
using Kpm.Local.Sinks.Mail;
using Kpm.Local.Sinks.Push;

namespace Kpm.Local.Up;

/// <summary>
/// The application settings of the function app in the local cloud: the endpoints of the other parts and keys that are
/// drawn at the first start. The <c>Values</c> of a setting file come first.
/// </summary>
public static class LocalSettings
{
    // Taken from the environment of `up`, because a developer turns them on for one run.
    private const string RateLimits = "RATE_LIMITS";
    private const string LogLevel = "Logging__LogLevel__Default";

    /// <param name="options">The command line.</param>
    /// <param name="environment">Reads a variable of the environment; that of this process when null.</param>
    /// <exception cref="InvalidDataException">The setting file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(UpOptions options, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var settings = Defaults(options);
        settings["RateLimits__Enabled"] = environment(RateLimits) == "on" ? "true" : "false";
        foreach (var (name, value) in LocalSecrets.Ensure(options.DataFolder)) settings[name] = value;
        foreach (var (name, value) in Push(options.Ports.Sinks, ServiceAccount.LoadOrCreate(Path.Combine(options.DataFolder, "sinks")))) settings[name] = value;
        if (environment(LogLevel) is { } level) settings[LogLevel] = level;
        foreach (var (name, value) in AppSettings.Read(options.SettingFile).FileValues) settings[name] = value;
        return settings;
    }

    /// <summary>What sends push messages to the sinks on this port as this service account.</summary>
    public static IReadOnlyDictionary<string, string> Push(int port, ServiceAccount account) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Fcm__ClientEmail"] = account.ClientEmail,
        ["Fcm__Host"] = $"http://127.0.0.1:{port}",
        ["Fcm__PrivateKey"] = account.PrivateKey,
        ["Fcm__ProjectId"] = account.ProjectId,
        ["Fcm__TokenUri"] = $"http://127.0.0.1:{port}{TokenEndpoints.Path}",
    };

    private static Dictionary<string, string> Defaults(UpOptions options) => new(StringComparer.Ordinal)
    {
        ["ENVIRONMENT"] = "dev",
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        ["AzureWebJobsStorage"] = BlobPart.ConnectionString(options.Ports.Blob),
        ["Api__PublicUrl"] = $"http://127.0.0.1:{options.Ports.Api}/api/v1",
        ["Blobs__ConnectionString"] = BlobPart.ConnectionString(options.Ports.Blob),
        ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
        ["Cosmos__Endpoint"] = $"http://127.0.0.1:{options.Ports.Cosmos}/",
        ["Cosmos__Key"] = CosmosPart.LocalKey,
        ["KeyVault__Uri"] = $"https://127.0.0.1:{options.Ports.KeyVault}/",
        ["KeyVault__LocalCertificate"] = Path.Combine(options.DataFolder, "key-vault", "certificate.pem"),
        ["Mail__SenderAddress"] = "hello@keepem.app",
        ["Mail__FounderNames"] = "Anna, Biel, Carla",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{options.Ports.Sinks}",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
        ["Passkeys__Origins"] = $"http://localhost:{options.Ports.Api}",
        ["Passkeys__RelyingPartyId"] = "localhost",
        ["Retry__PauseScale"] = "0.1",
        ["SendGrid__ApiKey"] = "SG.local",
        ["SendGrid__WebhookKey"] = WebhookKey.PublicKeyOf(Path.Combine(options.DataFolder, "sinks")),
        ["SendGrid__Host"] = $"http://127.0.0.1:{options.Ports.Sinks}",
        ["ServiceBus"] = $"Endpoint=sb://127.0.0.1:{options.Ports.ServiceBus};SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true;",
    };
}
