using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kpm.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>Counts the real requests that reach the stores, the broker and the key vault.</summary>
/// <remarks>
/// Cross-partition queries are left out: no request makes any. Timers must be off and deliveries held, or they mix theirs in.
/// </remarks>
internal sealed class RequestCounter(KpmSystem system) : IDisposable
{
    private static readonly string[] ReadKinds = ["Read", "Query"];
    private static readonly string[] WriteKinds = ["Create", "Replace", "Upsert", "Delete", "Batch"];
    private readonly HttpClient _http = new(Pinned(Path.Combine(system.KeyVault.Folder, "certificate.pem")));

    private Uri Store => new(system.CosmosAddress, "/_local/requests");

    private Uri Vault => new(system.KeyVaultAddress, "/_local/operations");

    private Uri Sends => new(system.BusControl, "/sends");

    /// <summary>What the last measured request asked of which container.</summary>
    public string Asked { get; private set; } = "";

    /// <summary>What a request costs.</summary>
    /// <param name="warm">Makes known what the worker keeps for a short while.</param>
    /// <param name="request">Sends the request.</param>
    /// <exception cref="StaleMeasureException">By the clock of the machine the request ended after the worker may have looked again.</exception>
    public async Task<EndpointCost> MeasureAsync(Func<Task> warm, Func<Task> request)
    {
        var (blobs, since) = await ResetAsync(warm);
        await request();
        if (TimeProvider.System.GetUtcNow() - since >= AccountGate.Freshness) throw new StaleMeasureException();
        var store = await ReadAsync<List<StoreRow>>(Store);
        Asked = string.Join(", ", store.Select(row => $"{row.Operation} {row.Container} {row.Count}"));
        return new EndpointCost(
            store.Where(row => ReadKinds.Contains(row.Operation)).Sum(row => row.Count),
            store.Where(row => WriteKinds.Contains(row.Operation)).Sum(row => row.Count),
            store.Where(row => row.Operation == "Patch").Sum(row => row.Count),
            (await ReadAsync<Dictionary<string, SendRow>>(Sends)).Values.Sum(row => row.Transfers),
            (await ReadAsync<Dictionary<string, int>>(Vault)).Values.Sum(),
            await BlobRequestsAsync() - blobs - 1);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Warms and sets the counters to nothing. When that took so long that what is known may end before the request does, again.</summary>
    /// <returns>How many requests Blob Storage has printed, and when it began to warm.</returns>
    private async Task<(int Blobs, DateTimeOffset Since)> ResetAsync(Func<Task> warm)
    {
        while (true)
        {
            var since = TimeProvider.System.GetUtcNow();
            await warm();
            foreach (var counter in new[] { Store, Vault, Sends }) (await _http.DeleteAsync(counter)).EnsureSuccessStatusCode();
            var blobs = await BlobRequestsAsync();
            if (TimeProvider.System.GetUtcNow() - since < AccountGate.Freshness / 2) return (blobs, since);
        }
    }

    private async Task<T> ReadAsync<T>(Uri address) => (await _http.GetFromJsonAsync<T>(address, JsonSerializerOptions.Web))!;

    /// <summary>How many requests Blob Storage has printed, this one among them: what came before it was printed before it.</summary>
    private async Task<int> BlobRequestsAsync()
    {
        var marker = $"/marker-{Guid.NewGuid():N}";
        using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{system.Blob.Port}{marker}"));
        var lines = await Eventually.GetAsync(
            () => Task.FromResult(system.Blob.Output.Split('\n')),
            printed => printed.Any(line => line.Contains(marker, StringComparison.Ordinal)),
            "the marker among the requests of Blob Storage");
        return lines.Count(line => line.StartsWith("request ", StringComparison.Ordinal));
    }

    /// <summary>Accepts the certificate of the local key vault, which no authority has signed.</summary>
    private static SocketsHttpHandler Pinned(string pemPath)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(pemPath));
        var expected = certificate.GetCertHashString();
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == expected;
        return handler;
    }

    private sealed record StoreRow(string Container, string Operation, int Count);

    private sealed record SendRow(int Transfers);
}
