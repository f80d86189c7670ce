using System.IO.Compression;
using System.Text.Json;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>A package in the form that a publish with the real trigger package has; anything in it can be wrong.</summary>
internal static class MadePackage
{
    private const string BusExtension = ".azurefunctions/Microsoft.Azure.WebJobs.Extensions.ServiceBus.dll";

    /// <summary>One function of HTTP, one of a queue, one of time. The assembly is one that has no function: only its own types are looked at.</summary>
    public static Dictionary<string, byte[]> Good() => new(StringComparer.Ordinal)
    {
        [PackageRules.Host] = """{ "version": "2.0" }"""u8.ToArray(),
        [PackageRules.Functions] = Json(new[] { Function("Me", "httpTrigger", "http"), Function("SendEmail", "serviceBusTrigger"), Function("Sweep", "timerTrigger") }),
        [PackageRules.Extensions] = Json(new
        {
            extensions = new[]
            {
                new { name = "ServiceBus", typeName = "Microsoft.Azure.WebJobs.ServiceBus.ServiceBusWebJobsStartup, Microsoft.Azure.WebJobs.Extensions.ServiceBus, Version=5.17.0.0", hintPath = $"./{BusExtension}" },
            },
        }),
        [BusExtension] = [1],
        ["Kpm.Functions.dll"] = File.ReadAllBytes(typeof(Kpm.Core.Shared.Error).Assembly.Location),
    };

    public static object Function(string name, params string[] kinds) => new { name, scriptFile = "Kpm.Functions.dll", bindings = kinds.Select(type => new { type }) };

    public static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    public static async Task ZipAsync(string path, IReadOnlyDictionary<string, byte[]> files)
    {
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in files)
        {
            await using var content = await zip.CreateEntry(name).OpenAsync();
            await content.WriteAsync(bytes);
        }
    }

    public static void WriteFolder(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }
}
