using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using Kpm.Local.Hosting;

namespace Kpm.Local.Blob;

/// <summary>Blob Storage: Microsoft's Azurite, from the repository's npm packages, as a child process.</summary>
public static class BlobPart
{
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Runs <c>blob --port P --data DIR [--topology FILE] [--print-requests yes]</c>; the last prints a line for each request, without its query.</summary>
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
        var printsRequests = options.Find("print-requests") is not null;
        string[] arguments =
        [
            script, "--blobHost", "127.0.0.1", "--blobPort", port.ToString(CultureInfo.InvariantCulture), "--location", data,
            "--skipApiVersionCheck", "--disableTelemetry", .. printsRequests ? Array.Empty<string>() : ["--silent"],
        ];
        var program = new ProcessStartInfo("node", arguments) { WorkingDirectory = repository };
        string[] containers = options.Find("topology") is { } topology ? [.. Topology.Read(topology).BlobContainers] : [];
        var part = new SupervisedPart("blob", [port], data, program, cancellation => PrepareAsync(port, containers, cancellation));
        return await (part with { OnLine = printsRequests ? PrintRequest : null }).RunAsync();
    }

    /// <summary>Prints method and path of an entry of the access log; its query may hold a signature.</summary>
    private static void PrintRequest(string line)
    {
        if (line.Split('"') is [_, var request, ..] && request.Split(' ') is [var method, var target, ..]) Console.WriteLine($"request {method} {target.Split('?')[0]}");
    }

    /// <summary>How clients reach it: the account that every Azurite has (learn.microsoft.com/azure/storage/common/storage-connect-azurite).</summary>
    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint={WebPart.Address(port)}/{Account};";

    /// <summary>Creates the containers that a deployment would create; false while the service does not answer yet.</summary>
    private static async Task<bool> PrepareAsync(int port, string[] containers, CancellationToken cancellation)
    {
        if (!await SupervisedPart.AnswersHttp(new Uri(WebPart.Address(port)))(cancellation)) return false;
        var service = new BlobServiceClient(ConnectionString(port));
        foreach (var container in containers) await service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellation);
        return true;
    }
}
