using Kpm.Tests.Infra.Deploying;
using Kpm.Tests.Local;

namespace Kpm.Tests.Running;

/// <summary>Runs the offline checker of receipts and certificates, which shares no code with Kpm.</summary>
internal sealed class ReceiptChecker : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-receipt-").FullName;
    private int _files;

    public static string Program => Path.Combine(LocalPart.RepositoryRoot, "clients", "verify-receipt", "verify-receipt.mjs");

    /// <summary>What it says of a document, and how it ends.</summary>
    public Task<(int Code, string Said)> CheckAsync(string document, params string[] arguments) => NodeAsync([Program, Keep(document), .. arguments]);

    /// <summary>A file with this text.</summary>
    public string Keep(string text)
    {
        var path = Path.Combine(_folder, $"{++_files}.json");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A file with these bytes.</summary>
    public string Keep(byte[] bytes)
    {
        var path = Path.Combine(_folder, $"{++_files}.bin");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static Task<(int Code, string Said)> NodeAsync(params string[] arguments) =>
        Shell.RunAsync(LocalPart.RepositoryRoot, new Dictionary<string, string>(StringComparer.Ordinal), ["node", .. arguments]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
