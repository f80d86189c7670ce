using Kpm.Local.Hosting;

namespace Kpm.Local.FunctionsHost;

/// <summary>The command line of the Functions host. The limits default to those of the platform.</summary>
/// <param name="Port">Where the HTTP functions are served, on 127.0.0.1.</param>
/// <param name="GrpcPort">0: any free port.</param>
/// <param name="DataFolder">Holds what must outlive the host: the mark of its worker.</param>
/// <param name="AppFolder">The output folder of the compiled app.</param>
/// <param name="SettingFile">A local.settings.json, if any.</param>
/// <param name="Key">The key that functions above the anonymous level ask for; without one they refuse every caller.</param>
/// <param name="MaxCrashes">So many crashes in a row, each within a minute of the one before, end the host.</param>
/// <param name="ResponseLimit">
/// How long an HTTP function may take to respond:
/// https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout.
/// </param>
internal sealed record HostOptions(
    int Port,
    int GrpcPort,
    string DataFolder,
    string AppFolder,
    string? SettingFile,
    string? Key,
    int MaxCrashes,
    TimeSpan ResponseLimit)
{
    /// <summary>
    /// Bytes in the body of a request (100 MB): FUNCTIONS_REQUEST_BODY_SIZE_LIMIT in
    /// https://learn.microsoft.com/azure/azure-functions/functions-app-settings.
    /// </summary>
    public const long RequestBodyLimit = 104_857_600;

    public static HostOptions Parse(PartOptions options)
    {
        var app = Path.GetFullPath(options.Required("app"));
        foreach (var file in new[] { "worker.config.json", "host.json" })
        {
            if (!File.Exists(Path.Combine(app, file)))
                throw new ArgumentException($"--app {app} is not the output folder of a function app: it has no {file}.");
        }

        return new HostOptions(
            options.Integer("port", 7071),
            options.Integer("grpc-port", 0),
            Path.GetFullPath(options.Required("data")),
            app,
            options.Find("setting-file"),
            options.Find("key"),
            options.Integer("max-crashes", 6),
            TimeSpan.FromSeconds(options.Integer("response-limit-seconds", 230)));
    }
}
