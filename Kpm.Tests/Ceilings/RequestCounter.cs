using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>What one request of a client cost.</summary>
/// <param name="Reads">Point reads and single-partition queries of the store.</param>
/// <param name="Writes">Creates, replaces, upserts, deletes and batches; a batch is one.</param>
/// <param name="Clears">Patches: the removal of sent events.</param>
/// <param name="KeyVault">Operations of the key vault.</param>
internal sealed record RequestCost(int Reads, int Writes, int Clears, int KeyVault);

/// <summary>Counts the real requests that reach the store and the key vault.</summary>
/// <remarks>
/// Timers query every ten seconds and reactions write at the same time as a command. So cross-partition queries, which only timers make,
/// are left out, and only the containers that belong to the measured command are counted.
/// </remarks>
internal sealed class RequestCounter(KpmSystem system) : IDisposable
{
    private readonly HttpClient _http = new(Pinned(Path.Combine(system.KeyVault.Folder, "certificate.pem")));

    private Uri Store => new(system.CosmosAddress, "/_local/requests");

    private Uri Vault => new(system.KeyVaultAddress, "/_local/operations");

    public async Task<RequestCost> MeasureAsync(Func<Task> request, params string[] containers)
    {
        (await _http.DeleteAsync(Store)).EnsureSuccessStatusCode();
        (await _http.DeleteAsync(Vault)).EnsureSuccessStatusCode();
        await request();
        var rows = (await _http.GetFromJsonAsync<List<Row>>(Store, JsonSerializerOptions.Web))!.Where(row => containers.Contains(row.Container.Split('/')[^1])).ToList();
        var vault = await _http.GetFromJsonAsync<Dictionary<string, int>>(Vault);
        return new RequestCost(Sum(rows, "Read", "Query"), Sum(rows, "Create", "Replace", "Upsert", "Delete", "Batch"), Sum(rows, "Patch"), vault!.Values.Sum());
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Accepts the certificate of the local key vault, which no authority has signed.</summary>
    private static SocketsHttpHandler Pinned(string pemPath)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(pemPath));
        var expected = certificate.GetCertHashString();
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == expected;
        return handler;
    }

    private static int Sum(IEnumerable<Row> rows, params string[] operations) => rows.Where(row => operations.Contains(row.Operation)).Sum(row => row.Count);

    private sealed record Row(string Container, string Operation, int Count);
}
