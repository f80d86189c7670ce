using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Kpm.Tests.Local.KeyVault;

/// <summary>A running key vault with a plain HTTP client that pins its certificate and sends its token.</summary>
public sealed class LocalKeyVault : IAsyncLifetime
{
    private LocalPart? _part;
    private HttpClient? _client;

    public LocalPart Part => _part!;

    public HttpClient Client => _client!;

    public Uri Address => new($"https://127.0.0.1:{Part.Port}/");

    public string CertificatePath => Path.Combine(Part.Folder, "certificate.pem");

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("key-vault");
        var certificate = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(CertificatePath));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString();
        _client = new HttpClient(handler) { BaseAddress = Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "local");
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_part is not null) await _part.DisposeAsync();
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>($"{path}?api-version=7.4");

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, string query = "?api-version=7.4")
    {
        using var request = new HttpRequestMessage(method, path + query) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>The path, with version, of a key's newest version.</summary>
    public async Task<string> CurrentPathAsync(string name) =>
        new Uri((await GetAsync($"/keys/{name}")).GetProperty("key").GetProperty("kid").GetString()!).AbsolutePath;

    /// <summary>Adds a version and answers its path.</summary>
    public async Task<string> RotateAsync(string name)
    {
        var (_, bundle) = await SendAsync(HttpMethod.Post, $"/keys/{name}/rotate");
        return new Uri(bundle.GetProperty("key").GetProperty("kid").GetString()!).AbsolutePath;
    }

    public Task SetEnabledAsync(string path, bool enabled) => SendAsync(HttpMethod.Patch, path, new { attributes = new { enabled } });

    public Task OrderFaultsAsync(int status, int count, int? retryAfterSeconds = null) =>
        Client.PostAsJsonAsync("/_local/faults", new { status, count, retryAfterSeconds });

    public async Task<int> CountAsync(string operation) => (await Client.GetFromJsonAsync<JsonElement>("/_local/operations")).GetProperty(operation).GetInt32();

    public Task ResetCountsAsync() => Client.DeleteAsync("/_local/operations");
}

[CollectionDefinition(nameof(LocalKeyVault))]
public sealed class LocalKeyVaultCollection : ICollectionFixture<LocalKeyVault>;
