using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using Kpm.Tests.Local;

namespace Kpm.Tests.Functions.Adapters.Blobs;

/// <summary>Azurite's blob service as a child process that keeps everything in memory, with the container <c>vault</c>.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    /// <summary>Azurite's published development key: https://learn.microsoft.com/azure/storage/common/storage-use-azurite.</summary>
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly int _port = LocalPart.FreePort();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    private string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={DevelopmentKey};BlobEndpoint=http://127.0.0.1:{_port}/devstoreaccount1;";

    /// <summary>A client of the container.</summary>
    public BlobContainerClient Container(BlobClientOptions? options = null) => new(ConnectionString, "vault", options);

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(LocalPart.RepositoryRoot, "node_modules", ".bin", "azurite-blob");
        var start = new ProcessStartInfo(program, [
            "--blobHost", "127.0.0.1", "--blobPort", _port.ToString(CultureInfo.InvariantCulture),
            "--skipApiVersionCheck", "--disableTelemetry", "--silent", "--inMemoryPersistence"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("Azurite ended early."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _listening.Task.WaitAsync(StartTimeout);
        await Container().CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null) return;
        if (line.Contains("successfully listens", StringComparison.Ordinal)) _listening.TrySetResult();
        if (line.Contains("error", StringComparison.OrdinalIgnoreCase)) _listening.TrySetException(new InvalidOperationException(line));
    }
}
