using System.Diagnostics;
using System.Globalization;
using Kpm.Local.Hosting;

namespace Kpm.Local.Blob;

/// <summary>Blob Storage: Microsoft's Azurite, from the repository's npm packages, as a child process.</summary>
public static class BlobPart
{
    /// <summary>Runs <c>blob --port P --data DIR</c>.</summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        var repository = RepositoryFolder.Find();
        var script = Path.Combine(repository, "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (!File.Exists(script))
        {
            await Console.Error.WriteLineAsync("blob: Azurite is not installed: run 'npm ci' in the repository.");
            return 1;
        }

        var port = options.Integer("port", 10000);
        var data = Path.GetFullPath(options.Required("data"));
        string[] arguments =
        [
            script, "--blobHost", "127.0.0.1", "--blobPort", port.ToString(CultureInfo.InvariantCulture), "--location", data,
            "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        var program = new ProcessStartInfo("node", arguments) { WorkingDirectory = repository };
        return await new SupervisedPart("blob", [port], data, program, SupervisedPart.AnswersHttp(new Uri(WebPart.Address(port)))).RunAsync();
    }
}
