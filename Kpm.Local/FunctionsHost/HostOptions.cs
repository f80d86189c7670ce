using Kpm.Local.Hosting;

namespace Kpm.Local.FunctionsHost;

/// <summary>
/// The command line of the Functions host. <c>GrpcPort</c> 0 is any free port. <c>Key</c> opens the functions above the
/// anonymous level; without one they refuse every caller. <c>MaxCrashes</c> crashes of the worker in a row, each within a
/// minute of the one before, end the host. <c>ResponseLimit</c> is how long an HTTP function may take to respond (230 s:
/// https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout).
/// </summary>
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
